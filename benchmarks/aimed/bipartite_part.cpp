#include <utility>
#include <vector>

static bool paint(const std::vector<std::vector<int>>& next, std::vector<int>& side, int v, int s) {
    if (side[v] != 0) return side[v] == s;
    side[v] = s;
    for (int w : next[v]) {
        if (!paint(next, side, w, -s)) return false;
    }
    return true;
}

// Can the vertices be split into two groups with every edge between them?
bool is_bipartite(int n, const std::vector<std::pair<int, int>>& edges) {
    std::vector<std::vector<int>> next(n);
    for (const auto& e : edges) {
        next[e.first].push_back(e.second);
        next[e.second].push_back(e.first);
    }
    std::vector<int> side(n, 0);
    for (int v = 0; v < n; ++v) {
        if (side[v] == 0 && !paint(next, side, v, 1)) return false;
    }
    return true;
}
