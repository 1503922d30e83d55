#include <cmath>

void wrap_angles(double* degrees, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        degrees[i] = std::fmod(degrees[i] + 180.0, 360.0) - 180.0;
    }
}
