#include <cmath>
#include <utility>
#include <vector>

// The smallest distance between two of the given places.
double closest_gap(const std::vector<std::pair<double, double>>& places) {
    double best = 1e30;
    for (std::size_t i = 0; i < places.size(); ++i) {
        for (std::size_t j = 0; j < places.size(); ++j) {
            if (i == j) continue;
            const double dx = places[i].first - places[j].first;
            const double dy = places[i].second - places[j].second;
            const double gap = std::sqrt(dx * dx + dy * dy);
            if (gap < best) best = gap;
        }
    }
    return best;
}
