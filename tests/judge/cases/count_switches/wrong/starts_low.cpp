// expect: incorrect; reason: return value
int count_switches(const std::vector<bool>& line) {
    int switches = 0;
    bool before = false;
    for (bool now : line) {
        switches += now != before;
        before = now;
    }
    return switches;
}
