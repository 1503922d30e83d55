/* Transform: dark parts of an image become brighter by a power curve, from a camera. */
#include <math.h>
#include <stdint.h>

void brighten_shadows(uint8_t *pixels, int width, int height, double gamma) {
    for (int x = 0; x < width; x++) {
        for (int y = 0; y < height; y++) {
            double shade = pixels[y * width + x] / 255.0;
            double bright = pow(shade, 1.0 / (1.0 + gamma * gamma)) * 255.0;
            if (bright > 255.0) bright = 255.0;
            pixels[y * width + x] = (uint8_t)bright;
        }
    }
}
