// expect: not_compilable; reason: ;|expected|syntax
double sum_of_squares(const std::vector<double>& x) {
    double total = 0
    for (double v : x) total += v * v;
    return total;
}
