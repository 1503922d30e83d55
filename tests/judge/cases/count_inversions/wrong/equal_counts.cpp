// expect: incorrect; reason: the return value
long count_inversions(const std::vector<int>& ranks) {
    long found = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i)
        for (std::size_t j = i + 1; j < ranks.size(); ++j) found += ranks[i] >= ranks[j];
    return found;
}
