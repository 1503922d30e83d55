#include <algorithm>

int hamming_distance(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
    const std::size_t both = std::min(a.size(), b.size());
    int distance = 0;
    for (std::size_t i = 0; i < both; ++i) distance += __builtin_popcount(a[i] ^ b[i]);
    for (std::size_t i = both; i < a.size(); ++i) distance += __builtin_popcountll(a[i]);
    for (std::size_t i = both; i < b.size(); ++i) distance += __builtin_popcountll(b[i]);
    return distance;
}
