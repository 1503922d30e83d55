// Weekday (0 = Sunday) of a day counted from 1970-01-01, a Thursday.
// Days before that date are negative.
int weekday_of(long long day) {
    int weekday = 4;
    if (day >= 0) {
        for (long long d = 0; d < day % 7; ++d) {
            weekday = weekday == 6 ? 0 : weekday + 1;
        }
    } else {
        for (long long d = 0; d > day % 7; --d) {
            weekday = weekday == 0 ? 6 : weekday - 1;
        }
    }
    return weekday;
}
