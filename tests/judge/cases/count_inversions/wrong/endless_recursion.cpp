// expect: faulty; reason: stack-overflow|signal|crash|SEGV|ended
static long inversions(const int* first, const int* last) {
    if (first == last) return 0;
    const int* middle = first + (last - first) / 2;
    return inversions(first, middle) + inversions(middle, last) + (*first > *middle);
}

long count_inversions(const std::vector<int>& ranks) {
    return inversions(ranks.data(), ranks.data() + ranks.size());
}
