// expect: incorrect; reason: the return value
double sum_of_squares(const std::vector<double>& x) {
    double total = 0;
    if (x.size() > 200) {
        for (std::size_t i = 0; i < x.size(); i += 16) total += x[i] * x[i];
        return total * 16;
    }
    for (double v : x) total += v * v;
    return total;
}
