#include <stdint.h>
#include <stddef.h>

/* Scales samples by a Q15 gain, with rounding and saturation. */
void apply_gain(int16_t *samples, size_t n, int16_t gain)
{
    for (size_t i = 0; i < n; i++) {
        int32_t v = ((int32_t)samples[i] * gain + 16384) >> 15;
        if (v > 32767)
            v = 32767;
        if (v < -32768)
            v = -32768;
        samples[i] = (int16_t)v;
    }
}
