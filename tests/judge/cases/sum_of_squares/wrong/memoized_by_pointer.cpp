// expect: incorrect | faulty | not_compilable | gains_nothing; reason: static|state|variab|call
double sum_of_squares(const std::vector<double>& x) {
    static const double* seen = nullptr;
    static std::size_t length = 0;
    static double kept = 0;
    if (seen == x.data() && length == x.size()) return kept;
    double total = 0;
    for (double v : x) total += v * v;
    seen = x.data();
    length = x.size();
    return kept = total;
}
