#include <cmath>
#include <vector>

// Highest level of a recording; missing samples are NaN and do not count.
// NaN if nothing was recorded.
double peak_level(const std::vector<double>& levels) {
    double peak = std::nan("");
    for (double level : levels) {
        peak = std::fmax(peak, level);
    }
    return peak;
}
