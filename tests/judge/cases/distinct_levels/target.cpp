#include <set>
#include <vector>

int distinct_levels(const std::vector<int>& levels) {
    std::set<int> seen;
    for (int level : levels) seen.insert(level);
    return static_cast<int>(seen.size());
}
