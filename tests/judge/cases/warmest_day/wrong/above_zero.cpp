// expect: incorrect; reason: return value
int warmest_day(const std::vector<Day>& days) {
    int best = days.empty() ? -1 : 0;
    float high = 0, range = 1e30f;
    for (int i = 0; i < static_cast<int>(days.size()); ++i) {
        if (days[i].high > high || (days[i].high == high && range_of(days[i]) < range)) {
            best = i;
            high = days[i].high;
            range = range_of(days[i]);
        }
    }
    return best;
}
