// expect: incorrect; reason: the return value
double sum_of_squares(const std::vector<double>& x) {
    return 0.0;
}
