size_t varint_get(const uint8_t *p, size_t len, uint64_t *out)
{
    if (len >= 1 && p[0] < 0x80) {
        *out = p[0];
        return 1;
    }
    if (len >= 5) {
        uint32_t lo = p[0] & 0x7f;
        if (p[1] < 0x80) { *out = lo | (uint32_t)p[1] << 7; return 2; }
        lo |= (uint32_t)(p[1] & 0x7f) << 7;
        if (p[2] < 0x80) { *out = lo | (uint32_t)p[2] << 14; return 3; }
        lo |= (uint32_t)(p[2] & 0x7f) << 14;
        if (p[3] < 0x80) { *out = lo | (uint32_t)p[3] << 21; return 4; }
        lo |= (uint32_t)(p[3] & 0x7f) << 21;
        if (p[4] < 0x80) { *out = lo | (uint32_t)p[4] << 28; return 5; }
    }
    uint64_t v = 0;
    for (size_t i = 0; i < len && i < 10; i++) {
        if (i == 9 && p[i] > 1)
            return 0;
        v |= (uint64_t)(p[i] & 0x7f) << (7 * i);
        if (p[i] < 0x80) {
            *out = v;
            return i + 1;
        }
    }
    return 0;
}
