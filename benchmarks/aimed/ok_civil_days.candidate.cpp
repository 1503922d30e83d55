long day_number(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12) return 0;
    // Years start in March so that the leap day comes last.
    const long y = month > 2 ? year : year - 1L;
    const long m = month > 2 ? month - 3 : month + 9;
    const long before_year = 365 * y + y / 4 - y / 100 + y / 400;
    return before_year + (153 * m + 2) / 5 + day - 1 - 719468;
}
