// expect: incorrect; reason: return value
long double compound_growth(const std::vector<long double>& rates) {
    long double capital = 0;
    for (long double rate : rates) capital = capital * 0.75L + rate * (1.0 / 3.0);
    return capital;
}
