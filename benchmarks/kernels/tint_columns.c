/* Image: every column of a picture is tinted by its own colour, from a print program. */
#include <stdint.h>

struct pixel {
    uint8_t red, green, blue, alpha;
};

void tint_columns(struct pixel *picture, int width, int height, int stride,
                  const struct pixel *tint) {
    for (int x = 0; x < width; x++) {
        for (int y = 0; y < height; y++) {
            struct pixel *p = &picture[y * stride + x];
            int much = tint[x].alpha;
            p->red = (uint8_t)((p->red * (255 - much) + tint[x].red * much) / 255);
            p->green = (uint8_t)((p->green * (255 - much) + tint[x].green * much) / 255);
            p->blue = (uint8_t)((p->blue * (255 - much) + tint[x].blue * much) / 255);
        }
    }
}
