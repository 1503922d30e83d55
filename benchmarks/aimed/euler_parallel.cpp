#include <cstdint>
#include <utility>
#include <vector>

// Is there a walk that uses every bridge between the islands 0 .. n-1
// (n <= 64) exactly once?  True when there are no bridges at all.
bool has_euler_trail(int n, const std::vector<std::pair<int, int>>& bridges) {
    std::vector<int> degree(n, 0), group(n);
    for (int v = 0; v < n; ++v) group[v] = v;
    for (const auto& b : bridges) {
        ++degree[b.first];
        ++degree[b.second];
        const int from = group[b.first], to = group[b.second];
        for (int v = 0; v < n; ++v) {
            if (group[v] == from) group[v] = to;
        }
    }
    int odd = 0, used_group = -1;
    for (int v = 0; v < n; ++v) {
        if (degree[v] == 0) continue;
        if (degree[v] % 2 != 0) ++odd;
        if (used_group >= 0 && group[v] != used_group) return false;
        used_group = group[v];
    }
    return odd <= 2;
}
