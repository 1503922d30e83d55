#include <cmath>
#include <cstddef>
#include <vector>

// Nearest multiple number of `step`; halves are rounded away from zero.
std::vector<long> quantize(const double* values, std::size_t n, double step) {
    std::vector<long> levels;
    for (std::size_t i = 0; i < n; ++i) {
        const double scaled = values[i] / step;
        levels.push_back(std::lround(scaled));
    }
    return levels;
}
