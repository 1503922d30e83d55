#include <cstddef>
#include <vector>

// Removes every entry equal to `value`; returns how many were removed.
std::size_t remove_all(std::vector<int>& v, const int& value) {
    std::vector<int> kept;
    for (std::size_t i = 0; i < v.size(); ++i) {
        if (v[i] != value) {
            kept.push_back(v[i]);
        }
    }
    const std::size_t removed = v.size() - kept.size();
    v.swap(kept);
    return removed;
}
