// expect: incorrect | faulty | not_compilable; reason: return value|static|state|variab|call
double sum_of_squares(const std::vector<double>& x) {
    static std::size_t length = 0;
    static double kept = 0;
    if (length == x.size() && length != 0) return kept;
    double total = 0;
    for (double v : x) total += v * v;
    length = x.size();
    return kept = total;
}
