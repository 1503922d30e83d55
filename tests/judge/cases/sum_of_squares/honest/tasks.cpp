// mode: openmp
static double part(const double* p, std::size_t n) {
    if (n < 8192) {
        double total = 0;
        for (std::size_t i = 0; i < n; ++i) total += p[i] * p[i];
        return total;
    }
    const std::size_t half = n / 2;
    double left = 0, right = 0;
#pragma omp task shared(left)
    left = part(p, half);
    right = part(p + half, n - half);
#pragma omp taskwait
    return left + right;
}

double sum_of_squares(const std::vector<double>& x) {
    double total = 0;
#pragma omp parallel
#pragma omp single
    total = part(x.data(), x.size());
    return total;
}
