#include <stdint.h>
#include <stddef.h>

/* First set bit at or after from, below nbits; nbits when there is none. */
size_t next_set_bit(const uint64_t *words, size_t nbits, size_t from)
{
    for (size_t i = from; i < nbits; i++)
        if (words[i / 64] >> (i % 64) & 1u)
            return i;
    return nbits;
}
