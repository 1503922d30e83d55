#include <cstddef>

// Brings angles in degrees into [-180, 180).
void wrap_angles(double* degrees, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        double a = degrees[i];
        while (a >= 180.0) {
            a -= 360.0;
        }
        while (a < -180.0) {
            a += 360.0;
        }
        degrees[i] = a;
    }
}
