#include <stddef.h>

/* 1 if the digits pass, 0 if not, -1 on a character that is no digit; *sum is the sum so far. */
int luhn_check(const char *text, size_t n, int *sum)
{
    *sum = 0;
    for (size_t i = n; i > 0; i--) {
        int d = text[i - 1] - '0';
        if (d < 0 || d > 9)
            return -1;
        if ((n - i) % 2 == 1) {
            d *= 2;
            if (d > 9)
                d -= 9;
        }
        *sum += d;
    }
    return *sum % 10 == 0;
}
