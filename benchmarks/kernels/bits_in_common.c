/* Reduce: how alike the fingerprints of two files are, bit by bit, from a finder of duplicates. */
#include <stdint.h>

long bits_in_common(const uint32_t *first, const uint32_t *second, int words) {
    long common = 0;
    for (int i = 0; i < words; i++) {
        for (int bit = 0; bit < 32; bit++) {
            if (((first[i] >> bit) & 1) == ((second[i] >> bit) & 1)) common++;
        }
    }
    return common;
}
