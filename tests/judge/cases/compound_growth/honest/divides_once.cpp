long double compound_growth(const std::vector<long double>& rates) {
    long double tripled = 0;
    for (const long double rate : rates) tripled = tripled * 0.75L + rate;
    return tripled / 3.0L;
}
