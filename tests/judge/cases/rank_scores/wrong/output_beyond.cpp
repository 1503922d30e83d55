// expect: faulty | incorrect; reason: overflow|ranks
void rank_scores(const std::vector<double>& scores, std::vector<int>& ranks) {
    int* out = ranks.data();
    for (std::size_t i = 0; i < scores.size(); ++i) {
        int lower = 0;
        for (double score : scores) lower += score < scores[i];
        out[i] = lower;
    }
    out[ranks.size()] = 7;
}
