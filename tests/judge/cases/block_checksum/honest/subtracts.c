#include <stddef.h>
#include <stdint.h>

uint32_t block_checksum(const uint8_t *block, size_t length) {
    const uint32_t prime = 65521u;
    uint32_t low = 1, high = 0;
    for (const uint8_t *p = block, *end = block + length; p != end; ++p) {
        low += *p;
        if (low >= prime) low -= prime;
        high += low;
        if (high >= prime) high -= prime;
    }
    return high * 65536u + low;
}
