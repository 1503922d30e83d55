static bool leap_year(int y) {
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

// ISO 8601 week number of a date: the week belongs to the year that its
// Thursday lies in.
int iso_week(int year, int month, int day) {
    static const int before[12] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    int ordinal = before[month - 1] + day + (month > 2 && leap_year(year) ? 1 : 0);
    const long y = year - 1;
    const long absolute = 365 * y + y / 4 - y / 100 + y / 400 + ordinal;
    const int weekday = static_cast<int>((absolute + 6) % 7) + 1;  // Monday is 1
    int thursday = ordinal + 4 - weekday;
    if (thursday < 1) {
        thursday += leap_year(year - 1) ? 366 : 365;
    } else if (thursday > (leap_year(year) ? 366 : 365)) {
        thursday -= leap_year(year) ? 366 : 365;
    }
    return (thursday - 1) / 7 + 1;
}
