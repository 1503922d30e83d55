// How often every level occurs.
#include <vector>

void tally_levels(const std::vector<int>& levels, std::vector<long>& counts) {
    for (unsigned i = 0; i < levels.size(); ++i) {
        counts[levels[i]] = counts[levels[i]] + 1;
    }
}
