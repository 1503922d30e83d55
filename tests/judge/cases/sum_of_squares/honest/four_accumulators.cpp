double sum_of_squares(const std::vector<double>& x) {
    double a = 0, b = 0, c = 0, d = 0;
    const std::size_t n = x.size();
    std::size_t i = 0;
    for (; i + 4 <= n; i += 4) {
        a += x[i] * x[i];
        b += x[i + 1] * x[i + 1];
        c += x[i + 2] * x[i + 2];
        d += x[i + 3] * x[i + 3];
    }
    for (; i < n; ++i) a += x[i] * x[i];
    return (a + b) + (c + d);
}
