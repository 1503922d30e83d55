void invert_each(const std::vector<double>& values, std::vector<double>& inverses) {
    const double* from = values.data();
    double* to = inverses.data();
    for (std::size_t count = values.size(); count > 0; --count) *to++ = 1.0 / *from++;
}
