#include <cstdint>

static std::uint64_t sum_mod(std::uint64_t a, std::uint64_t b, std::uint64_t m) {
    return a >= m - b ? a - (m - b) : a + b;
}

static std::uint64_t product_mod(std::uint64_t a, std::uint64_t b, std::uint64_t m) {
    std::uint64_t r = 0;
    for (; b > 0; b >>= 1) {
        if (b & 1) r = sum_mod(r, a, m);
        a = sum_mod(a, a, m);
    }
    return r;
}

// base^exponent mod m for m > 1.
std::uint64_t power_mod(std::uint64_t base, std::uint64_t exponent, std::uint64_t m) {
    std::uint64_t result = 1;
    base %= m;
    while (exponent > 0) {
        if (exponent & 1) result = product_mod(result, base, m);
        base = product_mod(base, base, m);
        exponent >>= 1;
    }
    return result;
}
