#include <vector>
#include <utility>
// Does the undirected graph of n vertices have a cycle? A self loop or a doubled edge is one.
bool has_cycle(int n, const std::vector<std::pair<int,int>> &edges)
{
    std::vector<int> parent(n);
    for (int i = 0; i < n; i++)
        parent[i] = i;
    for (const auto &e : edges) {
        if (e.first < 0 || e.first >= n || e.second < 0 || e.second >= n)
            continue;
        int a = e.first, b = e.second;
        while (parent[a] != a) a = parent[a];
        while (parent[b] != b) b = parent[b];
        if (a == b)
            return true;
        parent[a] = b;
    }
    return false;
}
