// expect: incorrect; reason: ranks
void rank_scores(const std::vector<double>& scores, std::vector<int>& ranks) {
    for (std::size_t i = 0; i < scores.size(); ++i) {
        int lower = -1;
        for (double score : scores) lower += score <= scores[i];
        ranks[i] = lower;
    }
}
