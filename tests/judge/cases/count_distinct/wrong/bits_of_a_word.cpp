// expect: incorrect | faulty; reason: return value|shift
#include <bit>

int count_distinct(const std::vector<int>& labels) {
    unsigned long seen = 0;
    for (int label : labels) seen |= 1UL << (static_cast<unsigned>(label) % 64);
    return std::popcount(seen);
}
