#include <stddef.h>
#include <stdint.h>
struct bitreader { const uint8_t *data; size_t size; size_t bitpos; };
/* Read 0..32 bits, MSB first; bits past the end read as zero. */
uint32_t br_read(struct bitreader *br, unsigned n)
{
    uint32_t v = 0;
    if (n > 32)
        n = 32;
    while (n--) {
        size_t byte = br->bitpos >> 3;
        unsigned bit = 0;
        if (byte < br->size)
            bit = (br->data[byte] >> (7 - (br->bitpos & 7))) & 1;
        v = (v << 1) | bit;
        br->bitpos++;
    }
    return v;
}
