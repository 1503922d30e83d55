#include <cstddef>
#include <vector>

// Piecewise linear lookup; xs is strictly increasing and not empty, values
// outside the table are clamped to its ends.
double interpolate_table(const std::vector<double>& xs, const std::vector<double>& ys, double x) {
    const std::size_t n = xs.size();
    if (x <= xs[0]) return ys[0];
    if (x >= xs[n - 1]) return ys[n - 1];
    std::size_t i = 0;
    while (xs[i + 1] < x) ++i;
    const double t = (x - xs[i]) / (xs[i + 1] - xs[i]);
    return ys[i] + t * (ys[i + 1] - ys[i]);
}
