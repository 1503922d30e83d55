long count_inversions(const std::vector<int>& ranks) {
    const int* p = ranks.data();
    const std::size_t n = ranks.size();
    long found = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const int mine = p[i];
        long here = 0;
        for (std::size_t j = i + 1; j < n; ++j) here += mine > p[j] ? 1 : 0;
        found += here;
    }
    return found;
}
