int32_t days_since_epoch(int year, int month, int day)
{
    static const int before[13] = {0,31,59,90,120,151,181,212,243,273,304,334,365};
    if (year < 1970 || year > 9999 || month < 1 || month > 12 || day < 1)
        return -1;
    int leap = is_leap(year);
    int dim = before[month] - before[month - 1] + (month == 2 && leap);
    if (day > dim)
        return -1;
    /* leap years in 1970..year-1 */
    int32_t days = (year - 1970) * 365 + (year - 1969) / 4;
    days += before[month - 1] + (month > 2 && leap);
    return days + day - 1;
}
