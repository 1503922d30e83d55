// How far a ranking is from being sorted.
#include <vector>
#include <cstddef>

long count_inversions(const std::vector<int>& ranks) {
    long found = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i)
        for (std::size_t j = i + 1; j < ranks.size(); ++j)
            if (ranks[i] > ranks[j]) ++found;
    return found;
}
