#include <cstddef>
#include <vector>

// Square roots of non-negative numbers by Newton's method.
std::vector<double> square_roots(const std::vector<double>& x) {
    std::vector<double> roots(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (x[i] == 0.0) continue;
        double r = x[i] > 1.0 ? x[i] : 1.0;
        for (int step = 0; step < 600; ++step) {
            r = 0.5 * (r + x[i] / r);
        }
        roots[i] = r;
    }
    return roots;
}
