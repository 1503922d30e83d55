#include <cstddef>
#include <cstdlib>
#include <vector>

// Index of the quantiser level nearest to a value.  Levels are strictly
// increasing and there is at least one.
std::size_t nearest_level(const std::vector<int>& levels, int value) {
    std::size_t best = 0;
    long best_distance = std::labs(static_cast<long>(levels[0]) - value);
    for (std::size_t i = 1; i < levels.size(); ++i) {
        const long distance = std::labs(static_cast<long>(levels[i]) - value);
        if (distance < best_distance) {
            best = i;
            best_distance = distance;
        }
    }
    return best;
}
