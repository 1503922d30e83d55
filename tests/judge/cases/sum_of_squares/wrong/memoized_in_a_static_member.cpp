// expect: incorrect | faulty | not_compilable; reason: one call|return value|static|state|variab
struct Kept {
    inline static std::size_t length = 0;
    inline static double total = 0;
};

double sum_of_squares(const std::vector<double>& x) {
    if (Kept::length == x.size() && Kept::length != 0) return Kept::total;
    double total = 0;
    for (double v : x) total += v * v;
    Kept::length = x.size();
    return Kept::total = total;
}
