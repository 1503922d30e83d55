// expect: incorrect; reason: the return value
double sum_of_squares(const std::vector<double>& x) {
    double total = 0;
    for (std::size_t i = 0; i + 1 < x.size(); ++i) total += x[i] * x[i];
    return total;
}
