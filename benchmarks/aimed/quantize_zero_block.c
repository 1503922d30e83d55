#include <stdint.h>
#include <stddef.h>
#include <math.h>

/* Blocks of 32 values become int8 with one scale each. */
void quantize_blocks(const float *x, int8_t *q, float *scale, size_t blocks)
{
    for (size_t b = 0; b < blocks; b++) {
        float top = 0.0f;
        for (int i = 0; i < 32; i++) {
            float a = fabsf(x[32 * b + i]);
            if (a > top)
                top = a;
        }
        float d = top / 127.0f;
        float id = d != 0.0f ? 1.0f / d : 0.0f;
        scale[b] = d;
        for (int i = 0; i < 32; i++) {
            float v = x[32 * b + i] * id;
            if (!(v > -127.0f)) v = -127.0f;
            if (!(v < 127.0f)) v = 127.0f;
            q[32 * b + i] = (int8_t)lrintf(v);
        }
    }
}
