int iso_week(int year, int month, int day) {
    // Day of the year and days since the epoch without a table.
    const bool leap = leap_year(year);
    int ordinal = (275 * month) / 9 - (month > 2 ? (leap ? 1 : 2) : 0) + day - 30;
    const long y = year - 1;
    const int weekday = static_cast<int>((365 * y + y / 4 - y / 100 + y / 400 + ordinal + 6) % 7) + 1;
    int week = (ordinal - weekday + 10) / 7;
    if (week == 0) {
        ordinal += leap_year(year - 1) ? 366 : 365;
        week = (ordinal - weekday + 10) / 7;
    }
    return week;
}
