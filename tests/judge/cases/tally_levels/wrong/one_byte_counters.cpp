// expect: incorrect; reason: counts
#include <cstdint>

void tally_levels(const std::vector<int>& levels, std::vector<long>& counts) {
    std::vector<std::uint8_t> small(counts.size());
    for (int level : levels) ++small[level];
    for (std::size_t k = 0; k < counts.size(); ++k) counts[k] += small[k];
}
