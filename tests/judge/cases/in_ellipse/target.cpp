#include <vector>

int in_ellipse(const std::vector<double>& x, const std::vector<double>& y, double a) {
    int n = 0;
    for (std::size_t i = 0; i < x.size() && i < y.size(); ++i)
        if (2.0 * x[i] * x[i] + y[i] * y[i] < a) ++n;
    return n;
}
