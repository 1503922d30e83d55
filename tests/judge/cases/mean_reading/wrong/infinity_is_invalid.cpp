// expect: incorrect; reason: return value|inf
double mean_reading(const std::vector<double>& readings) {
    double sum = 0;
    int valid = 0;
    for (double r : readings) {
        if (std::isfinite(r)) {
            sum += r;
            ++valid;
        }
    }
    return valid == 0 ? 0.0 : sum / valid;
}
