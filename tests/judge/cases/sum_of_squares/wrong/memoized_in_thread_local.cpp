// expect: incorrect | faulty | not_compilable; reason: return value|thread|static|state|variab|call
double sum_of_squares(const std::vector<double>& x) {
    thread_local double kept = -1;
    thread_local std::size_t length = 0;
    if (kept >= 0 && length == x.size()) return kept;
    double total = 0;
    for (double v : x) total += v * v;
    length = x.size();
    return kept = total;
}
