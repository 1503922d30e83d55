// Number of days from 1 January of one year to 1 January of a later one
// (Gregorian calendar, years >= 1); 0 if the second is not later.
long days_in_years(int from, int to) {
    long days = 0;
    for (int y = from; y < to; ++y) {
        bool leap = false;
        if (y % 400 == 0)
            leap = true;
        else if (y % 4 == 0 && y % 100 != 0)
            leap = true;
        days += leap ? 366 : 365;
    }
    return days;
}
