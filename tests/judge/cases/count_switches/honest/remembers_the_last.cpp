int count_switches(const std::vector<bool>& line) {
    if (line.size() < 2) return 0;
    int switches = 0;
    bool before = line[0];
    for (const bool now : line) {
        switches += now ^ before;
        before = now;
    }
    return switches;
}
