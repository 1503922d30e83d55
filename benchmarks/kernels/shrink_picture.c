/* Image: a picture is made smaller by averaging squares of pixels, from a thumbnail maker. */
#include <stdint.h>

void shrink_picture(const uint8_t *large, int width, int height, int factor, uint8_t *small) {
    for (int x = 0; x < width; x++) {
        for (int y = 0; y < height; y++) {
            unsigned sum = 0;
            for (int dx = 0; dx < factor; dx++) {
                for (int dy = 0; dy < factor; dy++) {
                    sum += large[(y * factor + dy) * (width * factor) + x * factor + dx];
                }
            }
            small[y * width + x] = (uint8_t)(sum / (unsigned)(factor * factor));
        }
    }
}
