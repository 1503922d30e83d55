// How many bits of some bytes are set.
#include <cstddef>
#include <cstdint>

unsigned long bits_set(const std::uint8_t* bytes, std::size_t n) {
    unsigned long all = 0;
    for (std::size_t i = 0; i < n; ++i)
        for (int bit = 0; bit < 8; ++bit) all += (bytes[i] >> bit) & 1;
    return all;
}
