std::vector<double> gaussian_smooth(const std::vector<double>& row, double sigma) {
    static std::vector<double> kernel;
    static double weight = 0.0;
    const int radius = static_cast<int>(std::ceil(3.0 * sigma));
    const int n = static_cast<int>(row.size());
    const std::size_t taps = static_cast<std::size_t>(2 * radius + 1);
    if (kernel.size() != taps) {
        kernel.resize(taps);
        weight = 0.0;
        for (int k = -radius; k <= radius; ++k) {
            const double w = std::exp(-0.5 * k * k / (sigma * sigma));
            kernel[k + radius] = w;
            weight += w;
        }
    }
    std::vector<double> out(row.size());
    for (int i = 0; i < n; ++i) {
        double sum = 0.0;
        if (i >= radius && i + radius < n) {
            const double* src = row.data() + (i - radius);
            for (std::size_t k = 0; k < taps; ++k) sum += kernel[k] * src[k];
        } else {
            for (int k = -radius; k <= radius; ++k) {
                const int j = i + k < 0 ? 0 : (i + k >= n ? n - 1 : i + k);
                sum += kernel[k + radius] * row[j];
            }
        }
        out[i] = sum / weight;
    }
    return out;
}
