double closest_gap(const std::vector<std::pair<double, double>>& places) {
    const std::size_t n = places.size();
    if (n < 2) return 1e30;
    double best = 1e60;
    for (std::size_t i = 0; i + 1 < n; ++i) {
        const auto [x, y] = places[i];
        for (std::size_t j = i + 1; j < n; ++j) {
            const double dx = x - places[j].first, dy = y - places[j].second;
            const double gap = dx * dx + dy * dy;
            best = gap < best ? gap : best;
        }
    }
    return std::sqrt(best);
}
