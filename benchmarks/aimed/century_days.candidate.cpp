long days_in_years(int from, int to) {
    if (to <= from) return 0;
    // Count the leap days up to either year.
    const long leaps = (to - 1) / 4 - (from - 1) / 4;
    return 365L * (to - from) + leaps;
}
