#include <stdint.h>
#include <stddef.h>
/* Fetch a texel with repeat wrapping; w, h > 0. */
uint32_t texel_repeat(const uint32_t *tex, int w, int h, int x, int y)
{
    int tx = x % w;
    int ty = y % h;
    if (tx < 0)
        tx += w;
    if (ty < 0)
        ty += h;
    return tex[(size_t)ty * (size_t)w + (size_t)tx];
}
