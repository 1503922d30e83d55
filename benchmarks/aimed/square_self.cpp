#include <cstddef>
#include <vector>
class Matrix {
public:
    void multiply(const Matrix& other);
    std::size_t n = 0;
    std::vector<double> a;
};

void Matrix::multiply(const Matrix& other) {
    if (other.n != n || a.size() < n * n || other.a.size() < n * n) return;
    std::vector<double> result(n * n, 0.0);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            for (std::size_t k = 0; k < n; ++k)
                result[i * n + j] += a[i * n + k] * other.a[k * n + j];
    a = result;
}
