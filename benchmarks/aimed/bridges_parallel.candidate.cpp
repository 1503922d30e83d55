#include <algorithm>

struct BridgeSearch {
    std::vector<std::vector<std::pair<int, int>>> adj;  // (vertex, edge)
    std::vector<int> seen, low, found;
    int clock = 0;

    void visit(int v, int parent) {
        seen[v] = low[v] = ++clock;
        for (const auto& step : adj[v]) {
            const int w = step.first;
            if (w == parent) continue;
            if (seen[w]) {
                low[v] = std::min(low[v], seen[w]);
                continue;
            }
            visit(w, v);
            low[v] = std::min(low[v], low[w]);
            if (low[w] > seen[v]) found.push_back(step.second);
        }
    }
};

std::vector<int> find_bridges(int n, const std::vector<std::pair<int, int>>& edges) {
    BridgeSearch s;
    s.adj.resize(n);
    s.seen.assign(n, 0);
    s.low.assign(n, 0);
    for (std::size_t e = 0; e < edges.size(); ++e) {
        s.adj[edges[e].first].push_back({edges[e].second, static_cast<int>(e)});
        s.adj[edges[e].second].push_back({edges[e].first, static_cast<int>(e)});
    }
    for (int v = 0; v < n; ++v) {
        if (!s.seen[v]) s.visit(v, -1);
    }
    std::sort(s.found.begin(), s.found.end());
    return s.found;
}
