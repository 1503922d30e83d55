#include <cstddef>
#include <cstdint>
#include <vector>

// Keeps the first of equal values, in place; returns how many are left.
std::size_t dedupe(std::uint32_t* v, std::size_t n) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < n; ++i) {
        bool seen = false;
        for (std::size_t j = 0; j < kept; ++j) {
            if (v[j] == v[i]) {
                seen = true;
                break;
            }
        }
        if (!seen) v[kept++] = v[i];
    }
    return kept;
}
