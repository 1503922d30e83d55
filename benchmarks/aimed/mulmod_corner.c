#include <stdint.h>

uint32_t mulmod(uint32_t a, uint32_t b, uint32_t m)
{
    if (m == 0)
        return 0;
    return (uint32_t)((uint64_t)a * b % m);
}
