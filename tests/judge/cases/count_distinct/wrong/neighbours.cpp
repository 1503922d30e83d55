// expect: incorrect; reason: return value
int count_distinct(const std::vector<int>& labels) {
    int distinct = labels.empty() ? 0 : 1;
    for (std::size_t i = 1; i < labels.size(); ++i) distinct += labels[i] != labels[i - 1];
    return distinct;
}
