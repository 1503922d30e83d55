// Sensors that failed report NaN.
#include <cmath>
#include <vector>

double mean_reading(const std::vector<double>& readings) {
    double sum = 0;
    int valid = 0;
    for (unsigned i = 0; i < readings.size(); ++i) {
        if (!std::isnan(readings[i])) {
            sum += readings[i];
            ++valid;
        }
    }
    return valid == 0 ? 0.0 : sum / valid;
}
