#include <stdint.h>

/* 53 for years that have a week 53, otherwise 52; counted for a list of years. */
long weeks_in_year(const int *years, int n)
{
    long weeks = 0;
    for (int i = 0; i < n; i++) {
        int y = years[i];
        int p = (y + y / 4 - y / 100 + y / 400) % 7;
        int z = y - 1;
        int q = (z + z / 4 - z / 100 + z / 400) % 7;
        weeks += (p == 4 || q == 3) ? 53 : 52;
    }
    return weeks;
}
