// expect: not_compilable; reason: sum_of_squares
double sum_of_all(const std::vector<double>& x) {
    double total = 0;
    for (double v : x) total += v * v;
    return total;
}
