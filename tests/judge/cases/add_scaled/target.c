/* A step along a direction. */
#include <stddef.h>

void add_scaled(size_t n, double step, const double *direction, double *position) {
    for (size_t i = 0; i < n; ++i) {
        position[i] = position[i] + step * direction[i];
    }
}
