#include <cstddef>
#include <vector>

// y = A x for a row-major matrix with the given row stride.
std::vector<double> mat_vec(const double* a, std::size_t rows, std::size_t cols,
                            std::size_t stride, const std::vector<double>& x) {
    std::vector<double> y(rows, 0.0);
    for (std::size_t r = 0; r < rows; ++r) {
        double sum = 0.0;
        for (std::size_t c = 0; c < cols; ++c) {
            sum += a[r * stride + c] * x[c];
        }
        y[r] = sum;
    }
    return y;
}
