// expect: faulty | incorrect; reason: return value|uninitiali
double sum_of_squares(const std::vector<double>& x) {
    double total[2];
    total[0] = 0;
    for (std::size_t i = 0; i < x.size(); ++i) total[i & 1] += x[i] * x[i];
    return total[0] + total[1];
}
