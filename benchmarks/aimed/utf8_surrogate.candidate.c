#define U8_CONT(b) (((b) & 0xc0) == 0x80)
long utf8_count(const unsigned char *s, size_t n)
{
    long count = 0;
    const unsigned char *p = s, *e = s + n;
    while (p < e) {
        unsigned c = *p;
        size_t left = (size_t)(e - p);
        if (c < 0x80) {
            p += 1;
        } else if (c >= 0xc2 && c <= 0xdf) {
            if (left < 2 || !U8_CONT(p[1])) return -1;
            p += 2;
        } else if (c >= 0xe0 && c <= 0xef) {
            if (left < 3 || !U8_CONT(p[1]) || !U8_CONT(p[2])) return -1;
            if (c == 0xe0 && p[1] < 0xa0) return -1;
            p += 3;
        } else if (c >= 0xf0 && c <= 0xf4) {
            if (left < 4 || !U8_CONT(p[1]) || !U8_CONT(p[2]) || !U8_CONT(p[3])) return -1;
            if (c == 0xf0 && p[1] < 0x90) return -1;
            if (c == 0xf4 && p[1] > 0x8f) return -1;
            p += 4;
        } else {
            return -1;
        }
        count++;
    }
    return count;
}
