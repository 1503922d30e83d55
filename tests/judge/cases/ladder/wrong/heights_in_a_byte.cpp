// expect: incorrect; reason: baseline has
#include <cstdint>

std::vector<int> ladder(const std::vector<int>& below) {
    std::vector<std::uint8_t> height(below.size(), 0);
    for (std::size_t i = 0; i < below.size(); ++i)
        if (below[i] >= 0 && below[i] < static_cast<int>(i)) height[i] = static_cast<std::uint8_t>(height[below[i]] + 1);
    return {height.begin(), height.end()};
}
