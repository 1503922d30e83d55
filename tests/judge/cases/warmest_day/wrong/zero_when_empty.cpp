// expect: incorrect; reason: return value
int warmest_day(const std::vector<Day>& days) {
    int best = 0;
    for (int i = 1; i < static_cast<int>(days.size()); ++i) {
        const Day &day = days[i], &other = days[best];
        if (day.high > other.high || (day.high == other.high && range_of(day) < range_of(other))) best = i;
    }
    return best;
}
