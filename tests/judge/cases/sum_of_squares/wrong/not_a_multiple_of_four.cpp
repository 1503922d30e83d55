// expect: incorrect; reason: the return value
double sum_of_squares(const std::vector<double>& x) {
    double a = 0, b = 0, c = 0, d = 0;
    for (std::size_t i = 0; i + 3 < x.size(); i += 4) {
        a += x[i] * x[i];
        b += x[i + 1] * x[i + 1];
        c += x[i + 2] * x[i + 2];
        d += x[i + 3] * x[i + 3];
    }
    return (a + b) + (c + d);
}
