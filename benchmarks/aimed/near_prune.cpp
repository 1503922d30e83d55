#include <cstddef>
#include <vector>

struct Sample {
    double x, y;
};

// Squared distance of the two closest samples, -1 with fewer than two.
double closest_squared(const std::vector<Sample>& s) {
    double best = -1.0;
    for (std::size_t i = 0; i < s.size(); ++i) {
        for (std::size_t j = i + 1; j < s.size(); ++j) {
            const double dx = s[i].x - s[j].x;
            const double dy = s[i].y - s[j].y;
            const double d2 = dx * dx + dy * dy;
            if (best < 0.0 || d2 < best) best = d2;
        }
    }
    return best;
}
