size_t rle_encode(uint8_t *dst, const uint8_t *src, size_t n)
{
    uint8_t *o = dst;
    const uint8_t *p = src, *end = src + n;
    while (p < end) {
        const uint8_t *start = p;
        const uint8_t c = *p++;
        while (p < end && *p == c && p - start <= 255)
            p++;
        *o++ = (uint8_t)(p - start);
        *o++ = c;
    }
    return (size_t)(o - dst);
}
