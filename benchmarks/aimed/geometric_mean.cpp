#include <cmath>
#include <vector>

// Geometric mean of positive growth factors (1 for an empty list).
double geometric_mean(const std::vector<double>& factors) {
    if (factors.empty()) return 1.0;
    double log_sum = 0.0;
    for (double f : factors) {
        log_sum += std::log(f);
    }
    return std::exp(log_sum / static_cast<double>(factors.size()));
}
