// expect: incorrect | faulty | not_compilable; reason: one call|return value|static|state|variab
template <class T>
T& kept() {
    static T value{};
    return value;
}

double sum_of_squares(const std::vector<double>& x) {
    if (kept<std::size_t>() == x.size() && !x.empty()) return kept<double>();
    double total = 0;
    for (double v : x) total += v * v;
    kept<std::size_t>() = x.size();
    return kept<double>() = total;
}
