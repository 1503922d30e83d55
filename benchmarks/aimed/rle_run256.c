#include <stddef.h>
#include <stdint.h>
/* (count, byte) pairs, runs of at most 255. dst holds 2*n bytes. Returns bytes written. */
size_t rle_encode(uint8_t *dst, const uint8_t *src, size_t n)
{
    size_t o = 0, i = 0;
    while (i < n) {
        size_t run = 1;
        while (i + run < n && run < 255 && src[i + run] == src[i])
            run++;
        dst[o++] = (uint8_t)run;
        dst[o++] = src[i];
        i += run;
    }
    return o;
}
