#include <vector>

std::vector<int> ladder(const std::vector<int>& below) {
    std::vector<int> height(below.size(), 0);
    for (std::size_t i = 0; i < below.size(); ++i)
        if (below[i] >= 0 && below[i] < static_cast<int>(i)) height[i] = height[below[i]] + 1;
    return height;
}
