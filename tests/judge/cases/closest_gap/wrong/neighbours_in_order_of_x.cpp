// expect: incorrect; reason: the return value
#include <algorithm>

double closest_gap(const std::vector<std::pair<double, double>>& places) {
    auto sorted = places;
    std::sort(sorted.begin(), sorted.end());
    double best = 1e30;
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        const double dx = sorted[i].first - sorted[i - 1].first;
        const double dy = sorted[i].second - sorted[i - 1].second;
        best = std::min(best, std::sqrt(dx * dx + dy * dy));
    }
    return best;
}
