#include <cstddef>

bool is_bipartite(int n, const std::vector<std::pair<int, int>>& edges) {
    if (n == 0) return true;
    // Compressed adjacency and an explicit queue.
    std::vector<int> start(n + 1, 0), next(2 * edges.size());
    for (const auto& e : edges) {
        ++start[e.first];
        ++start[e.second];
    }
    for (int v = 0; v < n; ++v) start[v + 1] += start[v];
    for (const auto& e : edges) {
        next[--start[e.first]] = e.second;
        next[--start[e.second]] = e.first;
    }
    std::vector<signed char> side(n, 0);
    std::vector<int> queue;
    queue.reserve(n);
    queue.push_back(0);
    side[0] = 1;
    for (std::size_t head = 0; head < queue.size(); ++head) {
        const int v = queue[head];
        for (int k = start[v]; k < start[v + 1]; ++k) {
            const int w = next[k];
            if (side[w] == side[v]) return false;
            if (side[w] == 0) {
                side[w] = static_cast<signed char>(-side[v]);
                queue.push_back(w);
            }
        }
    }
    return true;
}
