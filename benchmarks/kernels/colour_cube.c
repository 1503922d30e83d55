/* Histogram: coarse colours of a picture with three bytes a pixel, from a search by colour. */
#include <stdint.h>

void colour_cube(const uint8_t *rgb, int width, int height, unsigned *counts) {
    for (int i = 0; i < 512; i++) counts[i] = 0;
    for (int x = 0; x < width; x++) {
        for (int y = 0; y < height; y++) {
            int red = rgb[(y * width + x) * 3] / 32;
            int green = rgb[(y * width + x) * 3 + 1] / 32;
            int blue = rgb[(y * width + x) * 3 + 2] / 32;
            counts[red * 64 + green * 8 + blue]++;
        }
    }
}
