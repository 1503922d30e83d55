#include <vector>

// For every score, how many others are lower.
void rank_scores(const std::vector<double>& scores, std::vector<int>& ranks) {
    for (std::size_t i = 0; i < scores.size(); ++i) {
        int lower = 0;
        for (std::size_t j = 0; j < scores.size(); ++j) {
            if (scores[j] < scores[i]) ++lower;
        }
        ranks[i] = lower;
    }
}
