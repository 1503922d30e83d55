#include <algorithm>
#include <numeric>

std::pair<std::size_t, std::size_t> closest_sites(const std::vector<Site>& s) {
    std::vector<std::size_t> order(s.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return s[a].x != s[b].x ? s[a].x < s[b].x : a < b;
    });
    std::pair<std::size_t, std::size_t> best(0, 0);
    long long best_d2 = -1;
    for (std::size_t a = 0; a < order.size(); ++a) {
        for (std::size_t b = a + 1; b < order.size(); ++b) {
            const Site& p = s[order[a]];
            const Site& q = s[order[b]];
            const long long dx = static_cast<long long>(q.x) - p.x;
            if (best_d2 >= 0 && dx * dx >= best_d2) break;
            const long long dy = static_cast<long long>(q.y) - p.y;
            const long long d2 = dx * dx + dy * dy;
            if (best_d2 < 0 || d2 < best_d2) {
                best_d2 = d2;
                best = std::minmax(order[a], order[b]);
            }
        }
    }
    return best;
}
