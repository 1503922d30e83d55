#include <stdint.h>
static int is_leap(int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }
/* Days since 1970-01-01 for year 1970..9999; -1 for an impossible date. */
int32_t days_since_epoch(int year, int month, int day)
{
    static const int mdays[12] = {31,28,31,30,31,30,31,31,30,31,30,31};
    int32_t days = 0;
    if (year < 1970 || year > 9999 || month < 1 || month > 12 || day < 1)
        return -1;
    int dim = mdays[month - 1] + (month == 2 && is_leap(year));
    if (day > dim)
        return -1;
    for (int y = 1970; y < year; y++)
        days += is_leap(y) ? 366 : 365;
    for (int m = 1; m < month; m++)
        days += mdays[m - 1] + (m == 2 && is_leap(year));
    return days + day - 1;
}
