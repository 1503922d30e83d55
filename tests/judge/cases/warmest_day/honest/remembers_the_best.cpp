int warmest_day(const std::vector<Day>& days) {
    if (days.empty()) return -1;
    int best = 0;
    float high = days[0].high, range = range_of(days[0]);
    for (int i = 1; i < static_cast<int>(days.size()); ++i) {
        const Day& day = days[i];
        if (day.high < high) continue;
        if (day.high > high || range_of(day) < range) {
            best = i;
            high = day.high;
            range = range_of(day);
        }
    }
    return best;
}
