#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

// Sum of two non-negative numbers stored as base 10^9 limbs, lowest first.
std::vector<std::uint32_t> add_limbs(const std::vector<std::uint32_t>& a,
                                     const std::vector<std::uint32_t>& b) {
    const std::uint32_t base = 1000000000u;
    std::vector<std::uint32_t> out;
    std::uint32_t carry = 0;
    for (std::size_t i = 0; i < std::max(a.size(), b.size()) || carry; ++i) {
        std::uint32_t sum = carry;
        if (i < a.size()) sum += a[i];
        if (i < b.size()) sum += b[i];
        carry = sum >= base ? 1 : 0;
        out.push_back(carry ? sum - base : sum);
    }
    return out;
}
