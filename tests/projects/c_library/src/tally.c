#include <gauge/gauge.h>

#include "internal.h"

GAUGE_API void GAUGE_CALL gauge_tally(const uint8_t *levels, size_t n,
                                      uint32_t counts[GAUGE_LEVELS])
{
    for (size_t i = 0; i < n; ++i)
        counts[levels[i]] += 1;
}

GAUGE_API size_t GAUGE_CALL gauge_count_above(const uint8_t *levels, size_t n, int limit)
{
    size_t count = 0;
    const int bound = gauge_clamp_level(limit);
    FOR_EACH(i, n) {
        if (levels[i] > bound)
            ++count;
    }
    return count;
}

GAUGE_API size_t GAUGE_CALL gauge_count_levels(const uint8_t *levels, size_t n)
{
    size_t different = 0;
    for (size_t i = 0; i < n; ++i) {
        size_t before = 0;
        while (before < i && levels[before] != levels[i])
            ++before;
        different += before == i;
    }
    return different;
}
