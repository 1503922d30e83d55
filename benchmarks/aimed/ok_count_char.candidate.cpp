#include <cstdint>
#include <cstring>

std::size_t count_byte(const char* data, std::size_t n, char wanted) {
    const std::uint64_t low7 = 0x7F7F7F7F7F7F7F7Full;
    const std::uint64_t pattern = 0x0101010101010101ull * static_cast<unsigned char>(wanted);
    std::size_t other = 0;
    std::size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        std::uint64_t w;
        std::memcpy(&w, data + i, 8);
        w ^= pattern;
        // The top bit of a lane becomes one unless the lane is zero; the
        // addition cannot carry out of seven bits.
        w = (((w & low7) + low7) | w) & ~low7;
        other += static_cast<std::size_t>(__builtin_popcountll(w));
    }
    std::size_t count = i - other;
    for (; i < n; ++i) count += data[i] == wanted;
    return count;
}
