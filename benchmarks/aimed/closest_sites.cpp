#include <cstddef>
#include <utility>
#include <vector>

struct Site {
    int x, y;
};

// Indices (i < j) of the two closest sites; the first such pair in index
// order.  {0, 0} when there are fewer than two.
std::pair<std::size_t, std::size_t> closest_sites(const std::vector<Site>& s) {
    std::pair<std::size_t, std::size_t> best(0, 0);
    long long best_d2 = -1;
    for (std::size_t i = 0; i < s.size(); ++i) {
        for (std::size_t j = i + 1; j < s.size(); ++j) {
            const long long dx = static_cast<long long>(s[i].x) - s[j].x;
            const long long dy = static_cast<long long>(s[i].y) - s[j].y;
            const long long d2 = dx * dx + dy * dy;
            if (best_d2 < 0 || d2 < best_d2) {
                best_d2 = d2;
                best = {i, j};
            }
        }
    }
    return best;
}
