#include <algorithm>

long long count_triangles(int n, const std::vector<std::pair<int, int>>& edges) {
    // Lists of larger neighbours, sorted.
    std::vector<std::vector<int>> up(n);
    for (const auto& e : edges) {
        if (e.first < e.second) up[e.first].push_back(e.second);
        if (e.second < e.first) up[e.second].push_back(e.first);
    }
    for (auto& list : up) std::sort(list.begin(), list.end());
    std::vector<char> mark(n, 0);
    long long triangles = 0;
    for (int a = 0; a < n; ++a) {
        for (int b : up[a]) mark[b] = 1;
        for (int b : up[a]) {
            for (int c : up[b]) triangles += mark[c];
        }
        for (int b : up[a]) mark[b] = 0;
    }
    return triangles;
}
