#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* Number of set bits among the first nbits bits (LSB first within each byte). */
size_t bitmap_weight(const uint8_t *map, size_t nbits)
{
    size_t c = 0;
    for (size_t i = 0; i < nbits; i++) {
        uint8_t byte = map[i / 8];
        unsigned bit = (unsigned)(i % 8);
        if (byte & (1u << bit))
            c++;
    }
    return c;
}
