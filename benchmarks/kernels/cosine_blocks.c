/* FFT: the cosine transform of the 8x8 blocks of an image, from a picture compressor. */
#include <math.h>

void cosine_blocks(int blocks, const float *pixels, float *coefficients) {
    for (int b = 0; b < blocks; b++) {
        for (int u = 0; u < 8; u++) {
            for (int v = 0; v < 8; v++) {
                float sum = 0.0f;
                for (int x = 0; x < 8; x++) {
                    for (int y = 0; y < 8; y++) {
                        sum += pixels[b * 64 + x * 8 + y] * cosf((2 * x + 1) * u * 0.19634954f) *
                               cosf((2 * y + 1) * v * 0.19634954f);
                    }
                }
                coefficients[b * 64 + u * 8 + v] = sum / 4.0f;
            }
        }
    }
}
