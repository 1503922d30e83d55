// expect: incorrect | faulty | not_compilable; reason: ranks|const
#include <algorithm>

long count_inversions(const std::vector<int>& ranks) {
    long found = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i)
        for (std::size_t j = i + 1; j < ranks.size(); ++j) found += ranks[i] > ranks[j];
    auto& open = const_cast<std::vector<int>&>(ranks);
    std::sort(open.begin(), open.end());
    return found;
}
