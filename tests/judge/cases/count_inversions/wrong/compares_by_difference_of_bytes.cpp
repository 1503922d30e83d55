// expect: incorrect; reason: the return value
#include <cstdint>

long count_inversions(const std::vector<int>& ranks) {
    std::vector<std::int8_t> narrow(ranks.begin(), ranks.end());
    long found = 0;
    for (std::size_t i = 0; i < narrow.size(); ++i)
        for (std::size_t j = i + 1; j < narrow.size(); ++j) found += narrow[i] > narrow[j];
    return found;
}
