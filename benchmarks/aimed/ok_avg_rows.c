#include <stddef.h>
#include <stdint.h>
/* dst = rounded-up average of two w x h planes, each with its own stride >= w. */
void avg_planes(uint8_t *dst, size_t dstride, const uint8_t *a, size_t astride,
                const uint8_t *b, size_t bstride, size_t w, size_t h)
{
    for (size_t y = 0; y < h; y++) {
        for (size_t x = 0; x < w; x++) {
            unsigned s = a[y * astride + x];
            s += b[y * bstride + x];
            dst[y * dstride + x] = (uint8_t)((s + 1) / 2);
        }
    }
}
