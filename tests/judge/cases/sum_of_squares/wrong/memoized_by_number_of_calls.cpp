// expect: incorrect | faulty | not_compilable; reason: return value|static|state|variab|call
double sum_of_squares(const std::vector<double>& x) {
    static int calls = 0;
    static double kept = 0;
    if (++calls > 100) return kept;
    double total = 0;
    for (double v : x) total += v * v;
    return kept = total;
}
