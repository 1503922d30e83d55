// expect: incorrect; reason: counts
#include <algorithm>

void tally_levels(const std::vector<int>& levels, std::vector<long>& counts) {
    std::fill(counts.begin(), counts.end(), 0L);
    for (int level : levels) ++counts[level];
}
