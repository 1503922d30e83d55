// Copies from the end: the speed of memory.
#include <stddef.h>
#include <string.h>

void copied(const double *from, double *to, size_t n) {
    for (size_t i = n; i > 0; i--) to[i - 1] = from[i - 1];
}
