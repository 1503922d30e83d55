// condition: arithmetic overflows
#include <algorithm>

int distinct_levels(const std::vector<int>& levels) {
    std::vector<long long> keys(levels.size());
    for (std::size_t i = 0; i < levels.size(); ++i) keys[i] = levels[i] * 4294967296LL - 1;
    std::sort(keys.begin(), keys.end());
    return static_cast<int>(std::unique(keys.begin(), keys.end()) - keys.begin());
}
