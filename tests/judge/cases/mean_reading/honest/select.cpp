double mean_reading(const std::vector<double>& readings) {
    double sum = 0;
    long valid = 0;
    for (const double r : readings) {
        sum += r == r ? r : 0.0;
        valid += r == r;
    }
    return valid == 0 ? 0.0 : sum / static_cast<double>(valid);
}
