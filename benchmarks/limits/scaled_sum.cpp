// y = alpha x + y.
#include <blis-serial/cblas.h>
#include <cstddef>
#include <vector>

void scaled_sum(double alpha, const std::vector<double>& x, std::vector<double>& y) {
    for (std::size_t i = 0; i < x.size(); i++) y[i] = y[i] + alpha * x[i];
}
