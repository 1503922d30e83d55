// expect: incorrect; reason: return value
long double compound_growth(const std::vector<long double>& rates) {
    double capital = 0;
    for (long double rate : rates) capital = capital * 0.75 + static_cast<double>(rate) / 3.0;
    return capital;
}
