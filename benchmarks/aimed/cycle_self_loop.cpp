#include <utility>
#include <vector>

static bool reaches_open(const std::vector<std::vector<int>>& next, std::vector<int>& state, int v) {
    if (state[v] == 1) return true;   // on the current path
    if (state[v] == 2) return false;  // finished before
    state[v] = 1;
    for (int w : next[v]) {
        if (reaches_open(next, state, w)) return true;
    }
    state[v] = 2;
    return false;
}

// Does a graph of "depends on" edges contain a cycle?
bool has_cycle(int n, const std::vector<std::pair<int, int>>& depends) {
    std::vector<std::vector<int>> next(n);
    for (const auto& d : depends) next[d.first].push_back(d.second);
    std::vector<int> state(n, 0);
    for (int v = 0; v < n; ++v) {
        if (reaches_open(next, state, v)) return true;
    }
    return false;
}
