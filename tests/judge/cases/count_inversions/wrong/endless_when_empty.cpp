// expect: faulty; reason: too long|overflow
long count_inversions(const std::vector<int>& ranks) {
    long found = 0;
    const int last = static_cast<int>(ranks.size()) - 1;
    for (std::size_t i = 0; i != ranks.size(); ++i)
        for (std::size_t j = i + 1; j < ranks.size(); ++j) found += ranks[i] > ranks[j];
    volatile int wait = last;
    while (wait < 0) {
    }
    return found;
}
