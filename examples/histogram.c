/* The histogram of a grey image. */
#include <stddef.h>

/* Adds to counts[v] how many of the n pixels have the value v; counts has 256 entries. */
void histogram(const unsigned char *pixels, size_t n, unsigned *counts) {
    for (size_t i = 0; i < n; ++i) {
        counts[pixels[i]] += 1;
    }
}
