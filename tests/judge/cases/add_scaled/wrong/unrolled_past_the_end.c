// expect: faulty | incorrect; reason: overflow|position
#include <stddef.h>

void add_scaled(size_t n, double step, const double *direction, double *position) {
    for (size_t i = 0; i < n; i += 2) {
        position[i] += step * direction[i];
        position[i + 1] += step * direction[i + 1];
    }
}
