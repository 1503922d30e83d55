#include <cstddef>
#include <cstdint>

// Adler-32 checksum.
std::uint32_t adler32(const std::uint8_t* data, std::size_t n) {
    std::uint32_t a = 1;
    std::uint32_t b = 0;
    for (std::size_t i = 0; i < n; ++i) {
        a = (a + data[i]) % 65521u;
        b = (b + a) % 65521u;
    }
    return (b << 16) | a;
}
