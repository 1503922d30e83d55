#include <stddef.h>
#include <stdint.h>
#define PAGE_SIZE 4096u
struct extent { uint64_t off; uint64_t len; };
/* Total pages touched by the extents, an empty extent touches none. */
uint64_t pages_touched(const struct extent *e, size_t n)
{
    uint64_t total = 0;
    for (size_t i = 0; i < n; i++) {
        if (e[i].len == 0)
            continue;
        uint64_t first = e[i].off / PAGE_SIZE;
        uint64_t last = (e[i].off + e[i].len - 1) / PAGE_SIZE;
        total += last - first + 1;
    }
    return total;
}
