// expect: incorrect; reason: ranks
void rank_scores(const std::vector<double>& scores, std::vector<int>& ranks) {
    if (scores.size() < 2) return;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        int lower = 0;
        for (double score : scores) lower += score < scores[i];
        ranks[i] = lower;
    }
}
