#include <set>
#include <utility>
#include <vector>

int distinct_pairs(const std::vector<int>& from, const std::vector<int>& to) {
    std::set<std::pair<int, int>> seen;
    for (std::size_t i = 0; i < from.size() && i < to.size(); ++i) seen.insert({from[i], to[i]});
    return static_cast<int>(seen.size());
}
