#include <stddef.h>
#include <stdint.h>
struct block_stats { uint64_t sum; uint64_t sad; uint8_t max_diff; };
/* Sum of a and absolute differences of two pixel blocks of n bytes. */
void block_compare(const uint8_t *a, const uint8_t *b, size_t n, struct block_stats *st)
{
    st->sum = 0;
    st->sad = 0;
    st->max_diff = 0;
    for (size_t i = 0; i < n; i++) {
        int d = a[i] - b[i];
        if (d < 0)
            d = -d;
        st->sum += a[i];
        st->sad += (uint64_t)d;
        if (d > st->max_diff)
            st->max_diff = (uint8_t)d;
    }
}
