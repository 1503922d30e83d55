double interpolate_table(const std::vector<double>& xs, const std::vector<double>& ys, double x) {
    // Neighbouring queries usually fall into the same segment.
    static std::size_t seg = 0;
    const std::size_t n = xs.size();
    if (x <= xs[0]) return ys[0];
    if (x >= xs[n - 1]) return ys[n - 1];
    if (seg + 1 >= n) seg = 0;
    while (xs[seg + 1] < x) ++seg;
    const double x0 = xs[seg], y0 = ys[seg];
    return y0 + (x - x0) / (xs[seg + 1] - x0) * (ys[seg + 1] - y0);
}
