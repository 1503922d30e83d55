#include <algorithm>

long best_stretch(const std::vector<int>& gains) {
    if (gains.empty()) return 0;
    long prefix = 0, lowest = 0, best = gains.front();
    for (auto it = gains.begin(); it != gains.end(); ++it) {
        prefix += *it;
        best = std::max(best, prefix - lowest);
        lowest = std::min(lowest, prefix);
    }
    return best;
}
