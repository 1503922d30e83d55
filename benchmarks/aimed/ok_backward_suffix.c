#include <stddef.h>

void suffix_min(const int *v, int *out, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int least = v[i];
        for (size_t j = i + 1; j < n; j++)
            if (v[j] < least)
                least = v[j];
        out[i] = least;
    }
}
