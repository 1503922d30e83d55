static bool beats(const Day& one, const Day& other) {
    return one.high > other.high || (one.high == other.high && range_of(one) < range_of(other));
}

int warmest_day(const std::vector<Day>& days) {
    const Day *first = days.data(), *best = nullptr;
    for (const Day& day : days)
        if (best == nullptr || beats(day, *best)) best = &day;
    return best == nullptr ? -1 : static_cast<int>(best - first);
}
