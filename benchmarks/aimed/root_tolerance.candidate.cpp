#include <cmath>

std::vector<double> square_roots(const std::vector<double>& x) {
    std::vector<double> roots(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double v = x[i];
        if (v == 0.0) continue;
        double r = v > 1.0 ? v : 1.0;
        for (int step = 0; step < 600; ++step) {
            const double next = 0.5 * (r + v / r);
            const double change = std::fabs(next - r);
            r = next;
            if (change < 1e-9) break;  // converged
        }
        roots[i] = r;
    }
    return roots;
}
