// expect: incorrect; reason: counts
void tally_levels(const std::vector<int>& levels, std::vector<long>& counts) {
    std::size_t i = 0;
    for (; i + 2 <= levels.size(); i += 2) {
        const long first = counts[levels[i]] + 1, second = counts[levels[i + 1]] + 1;
        counts[levels[i]] = first;
        counts[levels[i + 1]] = second;
    }
    for (; i < levels.size(); ++i) ++counts[levels[i]];
}
