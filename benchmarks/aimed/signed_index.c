#include <stddef.h>
#include <stdint.h>
/* Most frequent byte of the text; the smallest byte value wins ties; -1 when empty. */
int most_common_byte(const char *s, size_t n)
{
    size_t freq[256] = {0};
    if (n == 0)
        return -1;
    for (size_t i = 0; i < n; i++)
        freq[(unsigned char)s[i]]++;
    int best = 0;
    for (int c = 1; c < 256; c++)
        if (freq[c] > freq[best])
            best = c;
    return best;
}
