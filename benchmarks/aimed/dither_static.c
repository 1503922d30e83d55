#include <stdint.h>
#include <stddef.h>
static uint32_t noise_state = 22222u;

void add_dither(float *samples, size_t n, float amplitude)
{
    for (size_t i = 0; i < n; i++) {
        noise_state = noise_state * 196314165u + 907633515u;
        samples[i] += amplitude * ((float)(int32_t)noise_state * (1.0f / 2147483648.0f));
    }
}
