std::vector<long> quantize(const double* values, std::size_t n, double step) {
    std::vector<long> levels(n);
    for (std::size_t i = 0; i < n; ++i) {
        // A single rounding instruction instead of a library call.
        levels[i] = static_cast<long>(std::nearbyint(values[i] / step));
    }
    return levels;
}
