// Pearson's correlation of two series, in five passes' worth of sums.
#include <cmath>
#include <cstddef>
#include <vector>

/// The correlation of x and y, which have the same length; 0 where it is not defined.
double correlation(const std::vector<double> &x, const std::vector<double> &y) {
    double sum_x = 0.0, sum_y = 0.0, sum_xx = 0.0, sum_yy = 0.0, sum_xy = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        sum_x += x[i];
        sum_y += y[i];
        sum_xx += x[i] * x[i];
        sum_yy += y[i] * y[i];
        sum_xy += x[i] * y[i];
    }
    double n = static_cast<double>(x.size());
    double spread = (n * sum_xx - sum_x * sum_x) * (n * sum_yy - sum_y * sum_y);
    return spread > 0.0 ? (n * sum_xy - sum_x * sum_y) / std::sqrt(spread) : 0.0;
}
