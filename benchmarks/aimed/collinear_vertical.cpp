#include <cstddef>
#include <vector>

struct Dot {
    int x, y;
};

// Largest number of the (pairwise different) dots that lie on one line.
int most_collinear(const std::vector<Dot>& dots) {
    const std::size_t n = dots.size();
    if (n <= 2) return static_cast<int>(n);
    int best = 2;
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = i + 1; j < n; ++j) {
            const long long dx = dots[j].x - dots[i].x, dy = dots[j].y - dots[i].y;
            int on_line = 2;
            for (std::size_t k = j + 1; k < n; ++k) {
                if (dx * (dots[k].y - dots[i].y) == dy * (dots[k].x - dots[i].x)) ++on_line;
            }
            if (on_line > best) best = on_line;
        }
    }
    return best;
}
