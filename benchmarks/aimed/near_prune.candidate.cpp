#include <algorithm>
#include <limits>

double closest_squared(const std::vector<Sample>& s) {
    if (s.size() < 2) return -1.0;
    std::vector<Sample> by_x(s);
    std::sort(by_x.begin(), by_x.end(), [](const Sample& a, const Sample& b) { return a.x < b.x; });
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < by_x.size(); ++i) {
        for (std::size_t j = i + 1; j < by_x.size(); ++j) {
            const double dx = by_x[j].x - by_x[i].x;
            if (dx > best) break;
            const double dy = by_x[j].y - by_x[i].y;
            best = std::min(best, dx * dx + dy * dy);
        }
    }
    return best;
}
