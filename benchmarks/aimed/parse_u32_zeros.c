#include <stdint.h>
#include <stddef.h>
struct scanner { const char *start; const char *cur; const char *end; };
enum { SCAN_OK = 0, SCAN_EMPTY = -1, SCAN_RANGE = -2 };
int scan_u32(struct scanner *s, uint32_t *out)
{
    const char *p = s->cur;
    uint64_t v = 0;
    int range = 0;
    while (p < s->end && *p >= '0' && *p <= '9') {
        if (!range) {
            v = v * 10 + (uint64_t)(*p - '0');
            if (v > UINT32_MAX)
                range = 1;
        }
        p++;
    }
    if (p == s->cur)
        return SCAN_EMPTY;
    s->cur = p;
    if (range)
        return SCAN_RANGE;
    *out = (uint32_t)v;
    return SCAN_OK;
}
