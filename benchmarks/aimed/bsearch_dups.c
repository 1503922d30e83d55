#include <stddef.h>
#include <stdint.h>
struct sym { uint32_t addr; uint32_t id; };
/* Sorted by addr, aliases allowed. Index of the first symbol with addr, or -1. */
long sym_find(const struct sym *tab, size_t n, uint32_t addr)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (tab[mid].addr < addr)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo < n && tab[lo].addr == addr)
        return (long)lo;
    return -1;
}
