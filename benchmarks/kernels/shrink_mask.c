/* Stencil: a mask loses everything that is near its edge, from a photo editor. */
#include <stdint.h>

void shrink_mask(int width, int height, int radius, const uint8_t *mask, uint8_t *shrunk) {
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            uint8_t least = 255;
            for (int dy = -radius; dy <= radius; dy++) {
                for (int dx = -radius; dx <= radius; dx++) {
                    int px = x + dx, py = y + dy;
                    if (px >= 0 && px < width && py >= 0 && py < height) {
                        if (mask[py * width + px] < least) least = mask[py * width + px];
                    }
                }
            }
            shrunk[y * width + x] = least;
        }
    }
}
