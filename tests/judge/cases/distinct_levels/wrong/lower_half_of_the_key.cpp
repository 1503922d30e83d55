// expect: incorrect; reason: baseline has
#include <algorithm>

int distinct_levels(const std::vector<int>& levels) {
    std::vector<short> keys(levels.size());
    for (std::size_t i = 0; i < levels.size(); ++i) keys[i] = static_cast<short>(levels[i]);
    std::sort(keys.begin(), keys.end());
    return static_cast<int>(std::unique(keys.begin(), keys.end()) - keys.begin());
}
