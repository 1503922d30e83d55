// expect: incorrect; reason: the return value
double sum_of_squares(const std::vector<double>& x) {
    float total = 0;
    for (double v : x) {
        const float f = static_cast<float>(v);
        total += f * f;
    }
    return total;
}
