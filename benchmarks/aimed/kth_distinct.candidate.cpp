#include <algorithm>

int kth_smallest_distinct(const std::vector<int>& v, std::size_t k, int missing) {
    if (k >= v.size()) return missing;
    std::vector<int> work(v);
    std::nth_element(work.begin(), work.begin() + static_cast<std::ptrdiff_t>(k), work.end());
    return work[k];
}
