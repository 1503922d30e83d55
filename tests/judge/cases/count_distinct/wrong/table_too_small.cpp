// expect: faulty | incorrect; reason: overflow|return value|index|SEGV|signal|bounds
int count_distinct(const std::vector<int>& labels) {
    bool seen[64] = {};
    int distinct = 0;
    for (int label : labels) {
        if (!seen[label]) ++distinct;
        seen[label] = true;
    }
    return distinct;
}
