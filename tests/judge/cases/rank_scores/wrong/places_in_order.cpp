// expect: incorrect; reason: ranks
#include <algorithm>
#include <numeric>

void rank_scores(const std::vector<double>& scores, std::vector<int>& ranks) {
    std::vector<int> order(scores.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return scores[a] < scores[b]; });
    for (std::size_t place = 0; place < order.size(); ++place) ranks[order[place]] = static_cast<int>(place);
}
