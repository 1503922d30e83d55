// The textbook matrix product: right, and slow once the matrices leave the cache,
// because the innermost loop walks down the columns of b.
#include <cstddef>
#include <vector>

using Matrix = std::vector<std::vector<double>>;

/// c += a * b
void multiply_add(const Matrix &a, const Matrix &b, Matrix &c) {
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j < c[i].size(); ++j) {
            for (std::size_t k = 0; k < b.size(); ++k) {
                c[i][j] += a[i][k] * b[k][j];
            }
        }
    }
}
