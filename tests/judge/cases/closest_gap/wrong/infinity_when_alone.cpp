// expect: incorrect; reason: the return value
#include <limits>

double closest_gap(const std::vector<std::pair<double, double>>& places) {
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < places.size(); ++i)
        for (std::size_t j = i + 1; j < places.size(); ++j) {
            const double dx = places[i].first - places[j].first;
            const double dy = places[i].second - places[j].second;
            const double gap = dx * dx + dy * dy;
            if (gap < best) best = gap;
        }
    return std::sqrt(best);
}
