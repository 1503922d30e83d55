#include <algorithm>

std::size_t nearest_level(const std::vector<int>& levels, int value) {
    const auto it = std::lower_bound(levels.begin(), levels.end(), value);
    if (it == levels.begin()) return 0;
    if (it == levels.end()) return levels.size() - 1;
    const std::size_t hi = static_cast<std::size_t>(it - levels.begin());
    const long below = static_cast<long>(value) - levels[hi - 1];
    const long above = static_cast<long>(levels[hi]) - value;
    return below < above ? hi - 1 : hi;
}
