#include <stddef.h>
#include <stdint.h>
/* Number of code points, or -1 when the text is not valid UTF-8. */
long utf8_count(const unsigned char *s, size_t n)
{
    long count = 0;
    size_t i = 0;
    while (i < n) {
        uint32_t c = s[i], min;
        size_t need;
        if (c < 0x80) { i++; count++; continue; }
        if ((c & 0xe0) == 0xc0) { need = 1; c &= 0x1f; min = 0x80; }
        else if ((c & 0xf0) == 0xe0) { need = 2; c &= 0x0f; min = 0x800; }
        else if ((c & 0xf8) == 0xf0) { need = 3; c &= 0x07; min = 0x10000; }
        else return -1;
        if (n - i <= need)
            return -1;
        for (size_t k = 1; k <= need; k++) {
            if ((s[i + k] & 0xc0) != 0x80)
                return -1;
            c = (c << 6) | (s[i + k] & 0x3f);
        }
        if (c < min || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
            return -1;
        i += need + 1;
        count++;
    }
    return count;
}
