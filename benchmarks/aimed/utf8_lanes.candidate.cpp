#include <cstdint>
#include <cstring>

std::size_t utf8_length(const std::string& text) {
    const std::uint64_t ones = 0x0101010101010101ull;
    const char* p = text.data();
    const std::size_t n = text.size();
    std::size_t trailing = 0;
    std::size_t i = 0;
    while (n - i >= 8) {
        // Up to 255 words can be summed before a byte lane overflows.
        std::size_t words = (n - i) / 8;
        if (words > 255) words = 255;
        std::uint64_t lanes = 0;
        for (std::size_t k = 0; k < words; ++k, i += 8) {
            std::uint64_t w;
            std::memcpy(&w, p + i, 8);
            lanes += (w >> 7) & (~w >> 6) & ones;
        }
        trailing += static_cast<std::size_t>((lanes * ones) >> 56);
    }
    for (; i < n; ++i) trailing += (static_cast<unsigned char>(p[i]) & 0xC0u) == 0x80u;
    return n - trailing;
}
