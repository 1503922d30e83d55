#include <cstddef>
#include <utility>
#include <vector>

// Longest shortest path of an undirected, connected graph on 0 .. n-1.
int graph_diameter(int n, const std::vector<std::pair<int, int>>& edges) {
    std::vector<std::vector<int>> next(n);
    for (const auto& e : edges) {
        next[e.first].push_back(e.second);
        next[e.second].push_back(e.first);
    }
    int diameter = 0;
    for (int s = 0; s < n; ++s) {
        std::vector<int> dist(n, -1), queue(1, s);
        dist[s] = 0;
        for (std::size_t head = 0; head < queue.size(); ++head) {
            const int v = queue[head];
            if (dist[v] > diameter) diameter = dist[v];
            for (int w : next[v]) {
                if (dist[w] >= 0) continue;
                dist[w] = dist[v] + 1;
                queue.push_back(w);
            }
        }
    }
    return diameter;
}
