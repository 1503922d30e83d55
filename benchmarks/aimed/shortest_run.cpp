#include <cstddef>
#include <vector>

// Length of the shortest run of consecutive changes whose sum reaches the
// limit (> 0); 0 if there is none.
std::size_t shortest_run(const std::vector<int>& changes, long long limit) {
    std::size_t best = 0;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        long long sum = 0;
        for (std::size_t j = i; j < changes.size(); ++j) {
            sum += changes[j];
            if (sum >= limit) {
                if (best == 0 || j - i + 1 < best) best = j - i + 1;
                break;
            }
        }
    }
    return best;
}
