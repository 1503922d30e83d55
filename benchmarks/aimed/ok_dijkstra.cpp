#include <cstdint>
#include <vector>

struct Road {
    int from, to;
    std::uint32_t minutes;
};

// Least travel time from `start` to every place, -1 if there is no way.
// Roads are one-way.
std::vector<long long> travel_times(int places, const std::vector<Road>& roads, int start) {
    std::vector<long long> best(places, -1);
    best[start] = 0;
    bool changed = true;
    while (changed) {
        changed = false;
        for (const Road& r : roads) {
            if (best[r.from] < 0) continue;
            const long long t = best[r.from] + r.minutes;
            if (best[r.to] < 0 || t < best[r.to]) {
                best[r.to] = t;
                changed = true;
            }
        }
    }
    return best;
}
