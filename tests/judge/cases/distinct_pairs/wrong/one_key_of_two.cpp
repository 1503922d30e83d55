// expect: incorrect; reason: baseline has
#include <algorithm>

int distinct_pairs(const std::vector<int>& from, const std::vector<int>& to) {
    const std::size_t n = std::min(from.size(), to.size());
    std::vector<long long> keys(n);
    for (std::size_t i = 0; i < n; ++i) keys[i] = from[i] * 1000003LL + to[i];
    std::sort(keys.begin(), keys.end());
    return static_cast<int>(std::unique(keys.begin(), keys.end()) - keys.begin());
}
