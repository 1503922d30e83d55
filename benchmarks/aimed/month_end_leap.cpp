struct Date {
    int year, month, day;
};

static int days_of_month(int year, int month) {
    if (month == 2) {
        const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        return leap ? 29 : 28;
    }
    return (month == 4 || month == 6 || month == 9 || month == 11) ? 30 : 31;
}

// Same day a number of months later; the last day of the month if that
// month is shorter.
Date add_months(const Date& start, int months) {
    Date d = start;
    for (int i = 0; i < months; ++i) {
        if (++d.month > 12) {
            d.month = 1;
            ++d.year;
        }
    }
    const int last = days_of_month(d.year, d.month);
    if (d.day > last) d.day = last;
    return d;
}
