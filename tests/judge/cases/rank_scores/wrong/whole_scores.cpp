// expect: incorrect; reason: ranks
void rank_scores(const std::vector<double>& scores, std::vector<int>& ranks) {
    std::vector<int> whole(scores.begin(), scores.end());
    for (std::size_t i = 0; i < whole.size(); ++i) {
        int lower = 0;
        for (int score : whole) lower += score < whole[i];
        ranks[i] = lower;
    }
}
