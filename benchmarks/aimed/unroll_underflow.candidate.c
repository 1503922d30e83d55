#include <stdlib.h>
void block_compare(const uint8_t *a, const uint8_t *b, size_t n, struct block_stats *st)
{
    uint64_t sum = 0, sad = 0;
    int mx = 0;
    size_t i = 0;
    if (n != 0) {
        for (; i < n - 3; i += 4) {
            int d0 = abs(a[i] - b[i]), d1 = abs(a[i + 1] - b[i + 1]);
            int d2 = abs(a[i + 2] - b[i + 2]), d3 = abs(a[i + 3] - b[i + 3]);
            sum += (unsigned)(a[i] + a[i + 1] + a[i + 2] + a[i + 3]);
            sad += (unsigned)(d0 + d1 + d2 + d3);
            d0 = d0 > d1 ? d0 : d1;
            d2 = d2 > d3 ? d2 : d3;
            d0 = d0 > d2 ? d0 : d2;
            mx = d0 > mx ? d0 : mx;
        }
    }
    for (; i < n; i++) {
        int d = abs(a[i] - b[i]);
        sum += a[i];
        sad += (unsigned)d;
        mx = d > mx ? d : mx;
    }
    st->sum = sum;
    st->sad = sad;
    st->max_diff = (uint8_t)mx;
}
