#include <array>
unsigned long bits_set(const std::uint8_t* bytes, std::size_t n) {
    static const auto bits = [] {
        std::array<std::uint8_t, 256> of{};
        for (int byte = 1; byte < 256; ++byte) of[byte] = of[byte / 2] + byte % 2;
        return of;
    }();
    unsigned long all = 0;
    for (std::size_t i = 0; i < n; ++i) all += bits[bytes[i]];
    return all;
}
