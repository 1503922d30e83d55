int count_distinct(const std::vector<int>& labels) {
    const int* p = labels.data();
    const std::size_t n = labels.size();
    int distinct = 0;
    for (std::size_t i = 0; i < n; ++i) {
        std::size_t j = 0;
        while (j < i && p[j] != p[i]) ++j;
        distinct += j == i;
    }
    return distinct;
}
