#include <stddef.h>
#include <stdint.h>
static int16_t clip16(int32_t v) { return v > 32767 ? 32767 : v < -32768 ? -32768 : (int16_t)v; }
/* Scale samples by a Q8 gain (0..4096), rounding halves away from zero. */
void pcm_gain(int16_t *dst, const int16_t *src, size_t n, int gain_q8)
{
    for (size_t i = 0; i < n; i++) {
        int32_t p = (int32_t)src[i] * gain_q8;
        int32_t r;
        if (p >= 0)
            r = (p + 128) / 256;
        else
            r = -((-p + 128) / 256);
        dst[i] = clip16(r);
    }
}
