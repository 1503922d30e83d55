#include <cstddef>
#include <cstdint>
#include <vector>

// Number of positions at which two bit sets differ.  The shorter one is
// treated as if filled up with zero words.
int hamming_distance(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
    int distance = 0;
    for (std::size_t i = 0; i < a.size() || i < b.size(); ++i) {
        std::uint64_t diff = i < a.size() ? a[i] : 0;
        diff ^= i < b.size() ? b[i] : 0;
        while (diff != 0) {
            distance += static_cast<int>(diff & 1u);
            diff >>= 1;
        }
    }
    return distance;
}
