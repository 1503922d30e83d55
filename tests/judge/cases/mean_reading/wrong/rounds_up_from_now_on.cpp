// expect: incorrect | faulty | not_compilable; reason: fesetround|float|round|mode|state|return value
#include <cfenv>

double mean_reading(const std::vector<double>& readings) {
    std::fesetround(FE_UPWARD);
    double sum = 0;
    int valid = 0;
    for (double r : readings) {
        if (std::isnan(r)) continue;
        sum += r;
        ++valid;
    }
    return valid == 0 ? 0.0 : sum / valid;
}
