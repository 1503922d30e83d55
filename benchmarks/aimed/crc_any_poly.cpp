#include <cstddef>
#include <cstdint>

// Reflected CRC-32 over a buffer with a caller-chosen polynomial.
std::uint32_t crc32_poly(const std::uint8_t* data, std::size_t n, std::uint32_t poly) {
    std::uint32_t crc = 0xFFFFFFFFu;
    for (std::size_t i = 0; i < n; ++i) {
        crc ^= data[i];
        for (int bit = 0; bit < 8; ++bit) {
            if (crc & 1u)
                crc = (crc >> 1) ^ poly;
            else
                crc >>= 1;
        }
    }
    return ~crc;
}
