#include <cstddef>
#include <cstdint>

// Continues a CRC-32 (reflected, polynomial 0xEDB88320) over more bytes.
std::uint32_t crc32_update(std::uint32_t crc, const std::uint8_t* data, std::size_t n) {
    crc = ~crc;
    for (std::size_t i = 0; i < n; ++i) {
        crc ^= data[i];
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc & 1u) ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }
    }
    return ~crc;
}
