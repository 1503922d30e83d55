// expect: incorrect; reason: the return value
double closest_gap(const std::vector<std::pair<double, double>>& places) {
    double best = 1e30;
    for (const auto& a : places)
        for (const auto& b : places) {
            if (a == b) continue;
            const double gap = std::hypot(a.first - b.first, a.second - b.second);
            if (gap < best) best = gap;
        }
    return best;
}
