#include <stdint.h>
#include <stddef.h>
#include <string.h>

int distinct_bytes(const uint8_t *p, size_t n)
{
    uint8_t seen[256];
    int count = 0;
    memset(seen, 0, sizeof seen);
    for (size_t i = 0; i < n; i++) {
        if (!seen[p[i]]) {
            seen[p[i]] = 1;
            count++;
        }
    }
    return count;
}
