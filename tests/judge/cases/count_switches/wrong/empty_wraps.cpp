// expect: faulty | incorrect; reason: too long|overflow|assert|SEGV|signal|null|value
int count_switches(const std::vector<bool>& line) {
    int switches = 0;
    for (std::size_t i = 0; i < line.size() - 1; ++i) switches += line[i] != line[i + 1];
    return switches;
}
