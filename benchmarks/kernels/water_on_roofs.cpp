// Scan: how deep rain stands between walls of different heights, from a drainage planner.
#include <algorithm>
#include <cstddef>
#include <vector>

std::vector<int> water_on_roofs(std::vector<int> heights) {
    std::vector<int> depth;
    for (std::size_t i = 0; i < heights.size(); ++i) {
        int left = heights[i], right = heights[i];
        for (std::size_t j = 0; j < i; ++j) left = std::max(left, heights[j]);
        for (std::size_t j = i; j < heights.size(); ++j) right = std::max(right, heights[j]);
        depth.push_back(std::min(left, right) - heights[i]);
    }
    return depth;
}
