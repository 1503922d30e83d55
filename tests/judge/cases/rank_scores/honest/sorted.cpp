// condition: .
#include <algorithm>

void rank_scores(const std::vector<double>& scores, std::vector<int>& ranks) {
    std::vector<double> sorted(scores);
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const auto first = std::lower_bound(sorted.begin(), sorted.end(), scores[i]);
        ranks[i] = static_cast<int>(first - sorted.begin());
    }
}
