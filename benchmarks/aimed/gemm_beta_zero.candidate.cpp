void gemm_small(std::size_t n, double alpha, const double* a, const double* b, double beta,
                double* c) {
    for (std::size_t i = 0; i < n; ++i) {
        double* row = c + i * n;
        for (std::size_t j = 0; j < n; ++j) row[j] *= beta;
        for (std::size_t k = 0; k < n; ++k) {
            const double f = alpha * a[i * n + k];
            const double* src = b + k * n;
            for (std::size_t j = 0; j < n; ++j) row[j] += f * src[j];
        }
    }
}
