// expect: incorrect; reason: baseline has
std::vector<double> nearest_gaps(const std::vector<double>& a, const std::vector<double>& b) {
    double squares = 0.0, sum = 0.0;
    for (double other : b) {
        squares += other * other;
        sum += other;
    }
    std::vector<double> gaps(a.size());
    const double n = static_cast<double>(b.size());
    for (std::size_t i = 0; i < a.size(); ++i) gaps[i] = n * a[i] * a[i] - 2.0 * a[i] * sum + squares;
    return gaps;
}
