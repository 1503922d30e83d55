#include <algorithm>
#include <numeric>
#include <vector>

// Indices of the k largest scores, best first, earlier of equals first.
std::vector<int> top_indices(const std::vector<int>& scores, int k) {
    std::vector<int> order(scores.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return scores[a] > scores[b]; });
    if (k < 0) k = 0;
    if (static_cast<std::size_t>(k) < order.size()) order.resize(k);
    return order;
}
