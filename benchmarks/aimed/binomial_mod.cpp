#include <cstdint>
#include <vector>

// Binomial coefficient C(n, k) modulo m, for any m > 0.
std::uint64_t choose_mod(unsigned n, unsigned k, std::uint32_t m) {
    if (k > n) return 0;
    std::vector<std::uint64_t> row(k + 1, 0);
    row[0] = 1 % m;
    for (unsigned i = 1; i <= n; ++i) {
        const unsigned top = i < k ? i : k;
        for (unsigned j = top; j >= 1; --j) {
            row[j] = (row[j] + row[j - 1]) % m;
        }
    }
    return row[k];
}
