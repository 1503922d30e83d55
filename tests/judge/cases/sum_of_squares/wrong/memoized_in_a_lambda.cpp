// expect: incorrect | faulty | not_compilable; reason: one call|return value|static|state|variab
double sum_of_squares(const std::vector<double>& x) {
    const auto squares = [](const std::vector<double>& given) {
        static std::vector<double> before;
        static double total = 0;
        if (before.size() == given.size() && !before.empty()) return total;
        total = 0;
        for (double v : given) total += v * v;
        before = given;
        return total;
    };
    return squares(x);
}
