long double compound_growth(const std::vector<long double>& rates) {
    const long double* p = rates.data();
    const std::size_t n = rates.size();
    long double capital = 0;
    std::size_t i = 0;
    for (; i + 2 <= n; i += 2) capital = capital * 0.5625L + (p[i] * 0.75L + p[i + 1]) / 3.0L;
    if (i < n) capital = capital * 0.75L + p[i] / 3.0L;
    return capital;
}
