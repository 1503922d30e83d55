// expect: incorrect; reason: return value|nan
double mean_reading(const std::vector<double>& readings) {
    double sum = 0;
    for (double r : readings) sum += r;
    return readings.empty() ? 0.0 : sum / static_cast<double>(readings.size());
}
