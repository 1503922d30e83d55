// expect: not_compilable; reason: redefin|twice
long count_inversions(const std::vector<int>& ranks) {
    long found = 0;
    for (std::size_t i = 1; i < ranks.size(); ++i) found += ranks[i - 1] > ranks[i];
    return found;
}

long count_inversions(const std::vector<int>& ranks) {
    return static_cast<long>(ranks.size());
}
