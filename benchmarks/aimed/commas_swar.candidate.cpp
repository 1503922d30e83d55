#include <cstdint>
#include <cstring>

std::size_t count_commas(const char* data, std::size_t n) {
    const std::uint64_t ones = 0x0101010101010101ull;
    const std::uint64_t high = 0x8080808080808080ull;
    std::size_t commas = 0;
    std::size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        std::uint64_t word;
        std::memcpy(&word, data + i, 8);
        word ^= ones * static_cast<unsigned char>(',');
        // The high bit is set where a byte is zero.
        commas += static_cast<std::size_t>(__builtin_popcountll((word - ones) & ~word & high));
    }
    for (; i < n; ++i) commas += data[i] == ',';
    return commas;
}
