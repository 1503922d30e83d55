// expect: incorrect; reason: return value
#include <cstdlib>
#include <unordered_set>

int count_distinct(const std::vector<int>& labels) {
    std::unordered_set<int> seen;
    for (int label : labels) seen.insert(std::abs(label));
    return static_cast<int>(seen.size());
}
