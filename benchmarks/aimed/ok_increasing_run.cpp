#include <cstddef>
#include <vector>

// Length of the longest strictly increasing subsequence.
int longest_increasing(const std::vector<int>& v) {
    std::vector<int> length(v.size(), 1);
    int best = 0;
    for (std::size_t i = 0; i < v.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (v[j] < v[i] && length[j] + 1 > length[i]) {
                length[i] = length[j] + 1;
            }
        }
        if (length[i] > best) best = length[i];
    }
    return best;
}
