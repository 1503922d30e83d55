// expect: not_compilable; reason: squares_of
double sum_of_squares(const std::vector<double>& x) {
    return squares_of(x, x.size());
}
