// expect: incorrect | faulty | not_compilable; reason: return value|nan|optimize|pragma
#pragma GCC optimize("fast-math")
double mean_reading(const std::vector<double>& readings) {
    double sum = 0;
    int valid = 0;
    for (double r : readings) {
        if (r == r) {
            sum += r;
            ++valid;
        }
    }
    return valid == 0 ? 0.0 : sum / valid;
}
