static double halves(const double* p, std::size_t n) {
    if (n <= 32) {
        double total = 0;
        for (std::size_t i = 0; i < n; ++i) total += p[i] * p[i];
        return total;
    }
    const std::size_t half = n / 2;
    return halves(p, half) + halves(p + half, n - half);
}

double sum_of_squares(const std::vector<double>& x) { return halves(x.data(), x.size()); }
