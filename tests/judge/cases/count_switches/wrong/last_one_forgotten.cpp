// expect: incorrect; reason: return value
int count_switches(const std::vector<bool>& line) {
    int switches = 0;
    for (std::size_t i = 1; i + 1 < line.size(); ++i) switches += line[i] != line[i - 1];
    return switches;
}
