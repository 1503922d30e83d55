#include <stddef.h>
#include <stdint.h>
/* Decode a LEB128 u64. Returns bytes used, 0 on truncated or too long input. */
size_t varint_get(const uint8_t *p, size_t len, uint64_t *out)
{
    uint64_t v = 0;
    unsigned shift = 0;
    for (size_t i = 0; i < len && i < 10; i++) {
        uint8_t b = p[i];
        if (i == 9 && b > 1)
            return 0;
        v |= (uint64_t)(b & 0x7f) << shift;
        if (!(b & 0x80)) {
            *out = v;
            return i + 1;
        }
        shift += 7;
    }
    return 0;
}
