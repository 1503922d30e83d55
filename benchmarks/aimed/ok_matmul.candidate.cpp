#include <algorithm>
#include <vector>

void multiply(const double* a, const double* b, double* __restrict c, std::size_t rows, std::size_t inner,
              std::size_t cols) {
    std::vector<double> result(rows * cols, 0.0);
    const std::size_t block = 64;
    for (std::size_t k0 = 0; k0 < inner; k0 += block) {
        const std::size_t k1 = std::min(k0 + block, inner);
        for (std::size_t j0 = 0; j0 < cols; j0 += block) {
            const std::size_t j1 = std::min(j0 + block, cols);
            for (std::size_t i = 0; i < rows; ++i) {
                double* dst = result.data() + i * cols;
                for (std::size_t k = k0; k < k1; ++k) {
                    const double f = a[i * inner + k];
                    const double* src = b + k * cols;
                    for (std::size_t j = j0; j < j1; ++j) dst[j] += f * src[j];
                }
            }
        }
    }
    std::copy(result.begin(), result.end(), c);
}
