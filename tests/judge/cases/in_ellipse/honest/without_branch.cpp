#include <algorithm>

int in_ellipse(const std::vector<double>& x, const std::vector<double>& y, double a) {
    const std::size_t m = std::min(x.size(), y.size());
    int n = 0;
    for (std::size_t i = 0; i < m; ++i) n += 2.0 * x[i] * x[i] + y[i] * y[i] < a;
    return n;
}
