#include <cstddef>
#include <cstring>
#include <vector>

// All start positions (overlaps included) of a pattern inside a text.
std::vector<std::size_t> find_all(const char* text, std::size_t n, const char* pat, std::size_t m) {
    std::vector<std::size_t> hits;
    if (m == 0 || m > n) return hits;
    for (std::size_t i = 0; i + m <= n; ++i) {
        if (std::memcmp(text + i, pat, m) == 0) {
            hits.push_back(i);
        }
    }
    return hits;
}
