// condition: .
#include <algorithm>

namespace {

constexpr int below(const double* sorted, int n, double score) {
    int low = 0;
    while (n > 0) {
        const int half = n / 2;
        const bool after = sorted[low + half] < score;
        low = after ? low + half + 1 : low;
        n = after ? n - half - 1 : half;
    }
    return low;
}

}  // namespace

void rank_scores(const std::vector<double>& scores, std::vector<int>& ranks) {
    std::vector<double> sorted = scores;
    std::sort(sorted.begin(), sorted.end());
    const int n = static_cast<int>(sorted.size());
    for (int i = 0; i < n; ++i) ranks[i] = below(sorted.data(), n, scores[i]);
}
