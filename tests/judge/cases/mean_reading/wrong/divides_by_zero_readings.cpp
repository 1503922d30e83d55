// expect: incorrect; reason: return value
double mean_reading(const std::vector<double>& readings) {
    double sum = 0, valid = 0;
    for (double r : readings) {
        const bool good = !std::isnan(r);
        sum += good ? r : 0.0;
        valid += good;
    }
    return sum / valid;
}
