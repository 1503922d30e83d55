void Matrix::multiply(const Matrix& other) {
    if (other.n != n || a.size() < n * n || other.a.size() < n * n) return;
    std::vector<double> row(n);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) row[j] = 0.0;
        for (std::size_t k = 0; k < n; ++k) {
            const double x = a[i * n + k];
            for (std::size_t j = 0; j < n; ++j) row[j] += x * other.a[k * n + j];
        }
        for (std::size_t j = 0; j < n; ++j) a[i * n + j] = row[j];
    }
    a.resize(n * n);
}
