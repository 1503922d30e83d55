#include <stddef.h>

void tone_counts(const unsigned char *tones, size_t n, unsigned counts[256]) {
    for (int i = 0; i < 256; ++i) counts[i] = 0;
    for (size_t i = 0; i < n; ++i) counts[tones[i]]++;
}
