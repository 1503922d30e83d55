#include <cmath>
#include <cstddef>
#include <vector>

// Gaussian smoothing of a row; the ends are extended by their last value.
std::vector<double> gaussian_smooth(const std::vector<double>& row, double sigma) {
    const int radius = static_cast<int>(std::ceil(3.0 * sigma));
    const int n = static_cast<int>(row.size());
    std::vector<double> out(row.size());
    for (int i = 0; i < n; ++i) {
        double sum = 0.0, weight = 0.0;
        for (int k = -radius; k <= radius; ++k) {
            int j = i + k;
            if (j < 0) j = 0;
            if (j >= n) j = n - 1;
            const double w = std::exp(-0.5 * k * k / (sigma * sigma));
            sum += w * row[j];
            weight += w;
        }
        out[i] = sum / weight;
    }
    return out;
}
