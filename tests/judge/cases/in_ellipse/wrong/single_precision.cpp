// expect: incorrect; reason: baseline has
#include <algorithm>

int in_ellipse(const std::vector<double>& x, const std::vector<double>& y, double a) {
    const std::size_t m = std::min(x.size(), y.size());
    const float limit = static_cast<float>(a);
    int n = 0;
    for (std::size_t i = 0; i < m; ++i) {
        const float u = static_cast<float>(x[i]), v = static_cast<float>(y[i]);
        n += 2.0f * u * u + v * v < limit;
    }
    return n;
}
