double sum_of_squares(const std::vector<double>& x) {
    const double* p = x.data();
    const std::size_t n = x.size();
    double total = 0;
#pragma omp simd reduction(+ : total)
    for (std::size_t i = 0; i < n; ++i) total += p[i] * p[i];
    return total;
}
