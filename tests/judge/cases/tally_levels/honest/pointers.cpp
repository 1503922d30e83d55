void tally_levels(const std::vector<int>& levels, std::vector<long>& counts) {
    long* table = counts.data();
    for (const int *p = levels.data(), *end = p + levels.size(); p != end; ++p) ++table[*p];
}
