#include <cmath>
#include <cstddef>
#include <vector>

// log(sum(exp(x))) without overflow; x must not be empty.
double log_sum_exp(const std::vector<double>& x) {
    double top = x[0];
    for (std::size_t i = 1; i < x.size(); ++i) {
        if (x[i] > top) top = x[i];
    }
    double sum = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        sum += std::exp(x[i] - top);
    }
    return top + std::log(sum);
}
