#include <array>

static constexpr std::array<std::uint8_t, 256> make_bit_counts() {
    std::array<std::uint8_t, 256> t{};
    for (unsigned i = 1; i < 256; ++i) t[i] = static_cast<std::uint8_t>(t[i >> 1] + (i & 1u));
    return t;
}

std::size_t count_set_bits(const std::uint8_t* bitmap, std::size_t n) {
    static constexpr std::array<std::uint8_t, 256> bits = make_bit_counts();
    std::size_t a = 0, b = 0;
    std::size_t i = 0;
    for (; i + 2 <= n; i += 2) {
        a += bits[bitmap[i]];
        b += bits[bitmap[i + 1]];
    }
    if (i < n) a += bits[bitmap[i]];
    return a + b;
}
