#include <utility>
#include <vector>

// Number of connected components of an undirected graph on 0 .. n-1.
int component_count(int n, const std::vector<std::pair<int, int>>& edges) {
    std::vector<int> label(n);
    for (int v = 0; v < n; ++v) label[v] = v;
    bool changed = true;
    while (changed) {
        changed = false;
        for (const auto& e : edges) {
            const int low = label[e.first] < label[e.second] ? label[e.first] : label[e.second];
            if (label[e.first] != low || label[e.second] != low) {
                label[e.first] = label[e.second] = low;
                changed = true;
            }
        }
    }
    int components = 0;
    for (int v = 0; v < n; ++v) components += label[v] == v;
    return components;
}
