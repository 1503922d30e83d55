#include <cstdint>
#include <cstring>

std::size_t first_difference(const unsigned char* a, const unsigned char* b, std::size_t n) {
    std::size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        std::uint64_t x, y;
        std::memcpy(&x, a + i, 8);
        std::memcpy(&y, b + i, 8);
        if (x != y) {
            return i + 7 - static_cast<std::size_t>(__builtin_clzll(x ^ y)) / 8;
        }
    }
    for (; i < n; ++i) {
        if (a[i] != b[i]) return i;
    }
    return n;
}
