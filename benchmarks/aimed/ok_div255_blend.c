#include <stdint.h>
#include <stddef.h>

void blend_row(uint8_t *dst, const uint8_t *src, const uint8_t *alpha, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned a = alpha[i];
        unsigned v = src[i] * a + dst[i] * (255u - a);
        dst[i] = (uint8_t)((v + 127u) / 255u);
    }
}
