std::vector<double> ring_filter(const std::vector<double>& ring, const std::vector<double>& taps) {
    const std::size_t n = ring.size();
    const std::size_t m = taps.size();
    std::vector<double> out(n, 0.0);
    const double* src = ring.data();
    const double* tap = taps.data();
    for (std::size_t i = 0; i < n; ++i) {
        double sum = 0.0;
        std::size_t k = 0;
        // No wrap for the first part of the taps.
        for (; k < m && k <= i; ++k) sum += tap[k] * src[i - k];
        for (; k < m; ++k) sum += tap[k] * src[(i + n - k) % n];
        out[i] = sum;
    }
    return out;
}
