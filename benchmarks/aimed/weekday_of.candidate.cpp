int weekday_of(long long day) {
    return static_cast<int>((day + 4) % 7);
}
