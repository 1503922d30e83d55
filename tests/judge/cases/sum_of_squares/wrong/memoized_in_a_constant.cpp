// expect: incorrect | faulty | not_compilable; reason: one call|return value|static|state|variab|const|mutable
struct Box {
    mutable std::size_t length;
    mutable double total;
};

double sum_of_squares(const std::vector<double>& x) {
    static const Box box{};
    if (box.length == x.size() && box.length != 0) return box.total;
    double total = 0;
    for (double v : x) total += v * v;
    box.length = x.size();
    return box.total = total;
}
