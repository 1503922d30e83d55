#include <utility>
#include <vector>

// Number of triangles in an undirected graph on 0 .. n-1.  Loops and
// repeated edges do not matter.
long long count_triangles(int n, const std::vector<std::pair<int, int>>& edges) {
    std::vector<std::vector<bool>> linked(n, std::vector<bool>(n, false));
    for (const auto& e : edges) {
        linked[e.first][e.second] = true;
        linked[e.second][e.first] = true;
    }
    long long triangles = 0;
    for (int a = 0; a < n; ++a) {
        for (int b = a + 1; b < n; ++b) {
            if (!linked[a][b]) continue;
            for (int c = b + 1; c < n; ++c) {
                if (linked[a][c] && linked[b][c]) ++triangles;
            }
        }
    }
    return triangles;
}
