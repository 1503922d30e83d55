#include <cstddef>
#include <set>
#include <vector>

// The k-th (from 0) of the different values in increasing order, or
// `missing` if there are not that many.
int kth_smallest_distinct(const std::vector<int>& v, std::size_t k, int missing) {
    std::set<int> distinct(v.begin(), v.end());
    if (k >= distinct.size()) return missing;
    std::set<int>::const_iterator it = distinct.begin();
    while (k > 0) {
        ++it;
        --k;
    }
    return *it;
}
