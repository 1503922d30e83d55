// expect: not_compilable | faulty; reason: range_of|redefin|differently
static float range_of(const Day& d) { return 0; }

int warmest_day(const std::vector<Day>& days) {
    int best = -1;
    for (int i = 0; i < static_cast<int>(days.size()); ++i)
        if (best < 0 || days[i].high > days[best].high) best = i;
    return best;
}
