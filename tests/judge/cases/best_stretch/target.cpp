// The most profitable run of consecutive days.
#include <vector>
#include <cstddef>

long best_stretch(const std::vector<int>& gains) {
    if (gains.empty()) return 0;
    long best = gains[0];
    for (std::size_t from = 0; from < gains.size(); ++from) {
        long sum = 0;
        for (std::size_t to = from; to < gains.size(); ++to) {
            sum += gains[to];
            if (sum > best) best = sum;
        }
    }
    return best;
}
