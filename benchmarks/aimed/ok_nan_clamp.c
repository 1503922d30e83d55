#include <stddef.h>

size_t clamp_all(float *v, size_t n, float lo, float hi)
{
    size_t changed = 0;
    for (size_t i = 0; i < n; i++) {
        if (v[i] < lo) {
            v[i] = lo;
            changed++;
        } else if (v[i] > hi) {
            v[i] = hi;
            changed++;
        }
    }
    return changed;
}
