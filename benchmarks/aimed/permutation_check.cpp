#include <cstddef>
#include <vector>

// Does v hold each of 0 .. n-1 exactly once?
bool is_permutation_of_indices(const std::vector<int>& v) {
    std::vector<bool> seen(v.size(), false);
    for (int x : v) {
        if (x < 0 || static_cast<std::size_t>(x) >= v.size()) return false;
        if (seen[static_cast<std::size_t>(x)]) return false;
        seen[static_cast<std::size_t>(x)] = true;
    }
    return true;
}
