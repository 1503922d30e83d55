#include <algorithm>
#include <ranges>

int count_distinct(const std::vector<int>& labels) {
    auto sorted = labels;
    std::ranges::sort(sorted);
    const auto rest = std::ranges::unique(sorted);
    return static_cast<int>(sorted.size() - rest.size());
}
