Date add_months(const Date& start, int months) {
    static const int last_day[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (months < 0) months = 0;
    const int index = start.month - 1 + months;
    Date d;
    d.year = start.year + index / 12;
    d.month = index % 12 + 1;
    d.day = start.day < last_day[d.month - 1] ? start.day : last_day[d.month - 1];
    return d;
}
