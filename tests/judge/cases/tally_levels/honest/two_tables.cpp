void tally_levels(const std::vector<int>& levels, std::vector<long>& counts) {
    std::vector<long> other(counts.size());
    std::size_t i = 0;
    for (; i + 2 <= levels.size(); i += 2) {
        ++counts[levels[i]];
        ++other[levels[i + 1]];
    }
    if (i < levels.size()) ++counts[levels[i]];
    for (std::size_t k = 0; k < counts.size(); ++k) counts[k] += other[k];
}
