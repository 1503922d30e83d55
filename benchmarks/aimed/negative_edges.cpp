#include <vector>

struct Arc {
    int from, to;
    long long cost;  // may be negative, but no cycle has a negative sum
};

// Least cost from `source` to every vertex, `far` where there is no path.
std::vector<long long> path_costs(int n, const std::vector<Arc>& arcs, int source, long long far) {
    std::vector<long long> best(n, far);
    best[source] = 0;
    for (int round = 1; round < n; ++round) {
        bool changed = false;
        for (const Arc& a : arcs) {
            if (best[a.from] == far) continue;
            if (best[a.from] + a.cost < best[a.to]) {
                best[a.to] = best[a.from] + a.cost;
                changed = true;
            }
        }
        if (!changed) break;
    }
    return best;
}
