#include <cstddef>
#include <cstdint>

// Number of one bits in a bitmap of n bytes.
std::size_t count_set_bits(const std::uint8_t* bitmap, std::size_t n) {
    std::size_t ones = 0;
    for (std::size_t i = 0; i < n; ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            if (bitmap[i] & (1u << bit)) {
                ++ones;
            }
        }
    }
    return ones;
}
