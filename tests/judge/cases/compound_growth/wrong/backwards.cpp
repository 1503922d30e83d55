// expect: incorrect; reason: return value
long double compound_growth(const std::vector<long double>& rates) {
    long double capital = 0;
    for (std::size_t i = rates.size(); i > 0; --i) capital = capital * 0.75L + rates[i - 1] / 3.0L;
    return capital;
}
