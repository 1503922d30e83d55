#include <algorithm>
#include <cstddef>

int longest_streak(const std::vector<int>& v) {
    if (v.empty()) return 0;
    std::vector<long long> s(v.begin(), v.end());
    std::sort(s.begin(), s.end());
    int best = 1, length = 1;
    for (std::size_t i = 1; i < s.size(); ++i) {
        if (s[i] == s[i - 1] + 1) {
            best = std::max(best, ++length);
        } else {
            length = 1;
        }
    }
    return best;
}
