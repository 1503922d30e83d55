#include <cstddef>

// C = alpha * A * B + beta * C for n x n row-major matrices.  When beta is
// zero the old contents of C do not matter.
void gemm_small(std::size_t n, double alpha, const double* a, const double* b, double beta,
                double* c) {
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
            double sum = 0.0;
            for (std::size_t k = 0; k < n; ++k) {
                sum += a[i * n + k] * b[k * n + j];
            }
            if (beta == 0.0)
                c[i * n + j] = alpha * sum;
            else
                c[i * n + j] = alpha * sum + beta * c[i * n + j];
        }
    }
}
