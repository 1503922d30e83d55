#include <algorithm>

bool has_cycle(int n, const std::vector<std::pair<int, int>>& depends) {
    std::vector<std::vector<int>> next(n);
    std::vector<int> incoming(n, 0);
    for (const auto& d : depends) {
        if (d.first == d.second) continue;
        next[d.first].push_back(d.second);
        ++incoming[d.second];
    }
    std::vector<int> ready;
    ready.reserve(n);
    for (int v = 0; v < n; ++v) {
        if (incoming[v] == 0) ready.push_back(v);
    }
    int removed = 0;
    while (!ready.empty()) {
        const int v = ready.back();
        ready.pop_back();
        ++removed;
        for (int w : next[v]) {
            if (--incoming[w] == 0) ready.push_back(w);
        }
    }
    return removed != n;
}
