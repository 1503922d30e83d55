#include <algorithm>

long count_inversions(const std::vector<int>& ranks) {
    std::vector<int> sorted;
    sorted.reserve(ranks.size());
    long found = 0;
    for (int rank : ranks) {
        auto place = std::upper_bound(sorted.begin(), sorted.end(), rank);
        found += sorted.end() - place;
        sorted.insert(place, rank);
    }
    return found;
}
