#include <unordered_set>

int count_distinct(const std::vector<int>& labels) {
    const std::unordered_set<int> seen(labels.begin(), labels.end());
    return static_cast<int>(seen.size());
}
