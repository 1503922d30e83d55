// c = a b for square matrices in row order.
#include <blis-serial/cblas.h>
#include <cstddef>
#include <vector>

void product(const std::vector<double>& a, const std::vector<double>& b, std::vector<double>& c,
             std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
            double sum = 0.0;
            for (std::size_t k = 0; k < n; ++k) sum += a[i * n + k] * b[k * n + j];
            c[i * n + j] = sum;
        }
    }
}
