#include <stdint.h>
#include <stddef.h>
struct weights { uint8_t r, g, b; };

void luma_row(const uint8_t *rgb, uint16_t *out, size_t n, const struct weights *w)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t v = (uint32_t)rgb[3 * i] * w->r + (uint32_t)rgb[3 * i + 1] * w->g +
                     (uint32_t)rgb[3 * i + 2] * w->b;
        out[i] = (uint16_t)(v / 255u);
    }
}
