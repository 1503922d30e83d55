// expect: incorrect; reason: return value
long double compound_growth(const std::vector<long double>& rates) {
    long double capital = 0;
    const std::size_t n = rates.size();
    for (std::size_t i = n > 24 ? n - 24 : 0; i < n; ++i) capital = capital * 0.75L + rates[i] / 3.0L;
    return capital;
}
