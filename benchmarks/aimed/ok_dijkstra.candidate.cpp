#include <functional>
#include <queue>
#include <utility>

std::vector<long long> travel_times(int places, const std::vector<Road>& roads, int start) {
    std::vector<std::size_t> first(places + 1, 0);
    for (const Road& r : roads) ++first[r.from + 1];
    for (int p = 0; p < places; ++p) first[p + 1] += first[p];
    std::vector<const Road*> sorted(roads.size());
    std::vector<std::size_t> next(first.begin(), first.end() - 1);
    for (const Road& r : roads) sorted[next[r.from]++] = &r;
    std::vector<long long> best(places, -1);
    typedef std::pair<long long, int> Entry;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<Entry>> open;
    best[start] = 0;
    open.push({0, start});
    while (!open.empty()) {
        const Entry e = open.top();
        open.pop();
        if (e.first != best[e.second]) continue;
        for (std::size_t k = first[e.second]; k < first[e.second + 1]; ++k) {
            const Road& r = *sorted[k];
            const long long t = e.first + r.minutes;
            if (best[r.to] < 0 || t < best[r.to]) {
                best[r.to] = t;
                open.push({t, r.to});
            }
        }
    }
    return best;
}
