#include <cstddef>
#include <utility>
#include <vector>

struct MapPoint {
    int x, y;
};

// First pair of indices with the largest distance ({0,0} without a pair).
std::pair<int, int> farthest_pair(const std::vector<MapPoint>& pts) {
    std::pair<int, int> best(0, 0);
    long long best_d2 = -1;
    for (std::size_t i = 0; i < pts.size(); ++i) {
        for (std::size_t j = i + 1; j < pts.size(); ++j) {
            const long long dx = static_cast<long long>(pts[i].x) - pts[j].x;
            const long long dy = static_cast<long long>(pts[i].y) - pts[j].y;
            const long long d2 = dx * dx + dy * dy;
            if (d2 > best_d2) {
                best_d2 = d2;
                best = std::make_pair(static_cast<int>(i), static_cast<int>(j));
            }
        }
    }
    return best;
}
