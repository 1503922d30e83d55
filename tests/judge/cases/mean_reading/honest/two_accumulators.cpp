double mean_reading(const std::vector<double>& readings) {
    const double* p = readings.data();
    const std::size_t n = readings.size();
    double sums[2] = {0, 0};
    int valid[2] = {0, 0};
    for (std::size_t i = 0; i < n; ++i) {
        if (std::isnan(p[i])) continue;
        sums[i & 1] += p[i];
        ++valid[i & 1];
    }
    const int all = valid[0] + valid[1];
    return all == 0 ? 0.0 : (sums[0] + sums[1]) / all;
}
