#include <cstdint>

// Largest r with r * r <= v.
std::uint32_t integer_root(std::uint64_t v) {
    std::uint64_t r = 0;
    for (int bit = 31; bit >= 0; --bit) {
        const std::uint64_t trial = r | (std::uint64_t{1} << bit);
        if (trial * trial <= v) {
            r = trial;
        }
    }
    return static_cast<std::uint32_t>(r);
}
