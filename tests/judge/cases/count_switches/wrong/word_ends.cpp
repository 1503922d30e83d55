// expect: incorrect; reason: return value
int count_switches(const std::vector<bool>& line) {
    int switches = 0;
    for (std::size_t start = 0; start < line.size(); start += 64) {
        const std::size_t end = start + 64 < line.size() ? start + 64 : line.size();
        for (std::size_t i = start + 1; i < end; ++i) switches += line[i] != line[i - 1];
    }
    return switches;
}
