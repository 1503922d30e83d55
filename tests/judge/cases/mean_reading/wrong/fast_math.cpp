// expect: incorrect | faulty | not_compilable; reason: return value|nan|optimize|attribute
__attribute__((optimize("fast-math")))
double mean_reading(const std::vector<double>& readings) {
    double sum = 0;
    int valid = 0;
    for (unsigned i = 0; i < readings.size(); ++i) {
        if (readings[i] == readings[i]) {
            sum += readings[i];
            ++valid;
        }
    }
    return valid == 0 ? 0.0 : sum / valid;
}
