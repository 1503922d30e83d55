#include <cstddef>
#include <utility>
#include <vector>

// Indices of the edges whose removal separates their two end points.
std::vector<int> find_bridges(int n, const std::vector<std::pair<int, int>>& edges) {
    std::vector<int> bridges;
    for (std::size_t skip = 0; skip < edges.size(); ++skip) {
        std::vector<bool> reached(n, false);
        reached[edges[skip].first] = true;
        for (bool grew = true; grew;) {
            grew = false;
            for (std::size_t e = 0; e < edges.size(); ++e) {
                if (e == skip || reached[edges[e].first] == reached[edges[e].second]) continue;
                reached[edges[e].first] = true;
                reached[edges[e].second] = true;
                grew = true;
            }
        }
        if (!reached[edges[skip].second]) bridges.push_back(static_cast<int>(skip));
    }
    return bridges;
}
