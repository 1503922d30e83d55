#include <functional>
#include <queue>
#include <utility>

std::vector<long long> path_costs(int n, const std::vector<Arc>& arcs, int source, long long far) {
    std::vector<std::vector<std::pair<int, long long>>> next(n);
    for (const Arc& a : arcs) next[a.from].push_back({a.to, a.cost});
    std::vector<long long> best(n, far);
    std::vector<char> settled(n, 0);
    typedef std::pair<long long, int> Item;
    std::priority_queue<Item, std::vector<Item>, std::greater<Item>> open;
    best[source] = 0;
    open.push({0, source});
    while (!open.empty()) {
        const int v = open.top().second;
        open.pop();
        if (settled[v]) continue;
        settled[v] = 1;
        for (const auto& step : next[v]) {
            const long long c = best[v] + step.second;
            if (!settled[step.first] && c < best[step.first]) {
                best[step.first] = c;
                open.push({c, step.first});
            }
        }
    }
    return best;
}
