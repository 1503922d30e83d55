void avg_planes(uint8_t *dst, size_t dstride, const uint8_t *a, size_t astride,
                const uint8_t *b, size_t bstride, size_t w, size_t h)
{
    /* (a|b) - ((a^b)>>1) is the rounded-up average */
    for (; h; h--) {
        for (size_t x = 0; x < w; x++)
            dst[x] = (uint8_t)((a[x] | b[x]) - ((a[x] ^ b[x]) >> 1));
        if (h > 1) {
            dst += dstride;
            a += astride;
            b += bstride;
        }
    }
}
