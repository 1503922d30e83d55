#include <numeric>

int component_count(int n, const std::vector<std::pair<int, int>>& edges) {
    std::vector<int> up(n);
    std::iota(up.begin(), up.end(), 0);
    const auto root = [&up](int v) {
        while (up[v] != v) {
            up[v] = up[up[v]];
            v = up[v];
        }
        return v;
    };
    int components = n;
    for (const auto& e : edges) {
        const int a = root(e.first), b = root(e.second);
        if (a != b) {
            up[a] = b;
            if (--components == 1) break;
        }
    }
    return components;
}
