static bool has_leap_day(int y) {
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

// Days since 1970-01-01 (negative before it); 0 for a year outside
// 1 .. 9999 or a month outside 1 .. 12.
long day_number(int year, int month, int day) {
    static const int length[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || year > 9999 || month < 1 || month > 12) return 0;
    long days = 0;
    for (int y = 1970; y < year; ++y) days += has_leap_day(y) ? 366 : 365;
    for (int y = year; y < 1970; ++y) days -= has_leap_day(y) ? 366 : 365;
    for (int m = 1; m < month; ++m) {
        days += length[m - 1];
        if (m == 2 && has_leap_day(year)) ++days;
    }
    return days + day - 1;
}
