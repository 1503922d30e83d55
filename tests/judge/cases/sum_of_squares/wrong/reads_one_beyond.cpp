// expect: faulty | incorrect; reason: overflow|return value
double sum_of_squares(const std::vector<double>& x) {
    double total = 0;
    const double* p = x.data();
    for (std::size_t i = 0; i < x.size(); i += 2) total += p[i] * p[i] + p[i + 1] * p[i + 1];
    return total;
}
