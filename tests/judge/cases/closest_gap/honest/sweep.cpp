#include <algorithm>

double closest_gap(const std::vector<std::pair<double, double>>& places) {
    auto sorted = places;
    std::sort(sorted.begin(), sorted.end());
    double best = 1e30;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        for (std::size_t j = i + 1; j < sorted.size(); ++j) {
            const double dx = sorted[j].first - sorted[i].first;
            if (dx >= best) break;
            const double dy = sorted[j].second - sorted[i].second;
            const double gap = std::sqrt(dx * dx + dy * dy);
            if (gap < best) best = gap;
        }
    }
    return best;
}
