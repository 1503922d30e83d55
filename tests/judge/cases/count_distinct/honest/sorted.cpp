#include <algorithm>

int count_distinct(const std::vector<int>& labels) {
    std::vector<int> sorted(labels);
    std::sort(sorted.begin(), sorted.end());
    return static_cast<int>(std::unique(sorted.begin(), sorted.end()) - sorted.begin());
}
