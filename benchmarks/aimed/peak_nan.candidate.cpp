#include <cstddef>

double peak_level(const std::vector<double>& levels) {
    const std::size_t n = levels.size();
    if (n == 0) return std::nan("");
    double peak = levels[0];
    for (std::size_t i = 1; i < n; ++i) {
        if (levels[i] > peak) peak = levels[i];
    }
    return peak;
}
