#include <stdint.h>
#include <stddef.h>
#include <string.h>

/* PackBits; returns the number of bytes written. */
size_t unpack_bits(const uint8_t *in, size_t n, uint8_t *out, size_t room)
{
    size_t i = 0, o = 0;
    while (i < n) {
        int8_t head = (int8_t)in[i++];
        if (head == -128)
            continue;
        if (head >= 0) {
            for (int k = 0; k <= head && i < n && o < room; k++)
                out[o++] = in[i++];
        } else {
            if (i >= n)
                break;
            uint8_t b = in[i++];
            for (int k = 0; k <= -head && o < room; k++)
                out[o++] = b;
        }
    }
    return o;
}
