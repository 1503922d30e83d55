#include <cstdint>
#include <cstddef>
#include <cstring>
static inline std::uint64_t rotl(std::uint64_t x, int r) { return (x << r) | (x >> (64 - r)); }
static inline std::uint64_t load64(const unsigned char* p) { std::uint64_t v; std::memcpy(&v, p, 8); return v; }

std::uint64_t hash64(const unsigned char* p, std::size_t n, std::uint64_t seed) {
    const std::uint64_t k1 = 0x9E3779B185EBCA87ull, k2 = 0xC2B2AE3D27D4EB4Full;
    const unsigned char* end = p + n;
    std::uint64_t h;
    if (n >= 32) {
        std::uint64_t lane[4] = {seed + k1 + k2, seed + k2, seed, seed - k1};
        while (end - p >= 32) {
            for (int j = 0; j < 4; ++j) {
                lane[j] = rotl(lane[j] + load64(p) * k2, 31) * k1;
                p += 8;
            }
        }
        h = rotl(lane[0], 1) + rotl(lane[1], 7) + rotl(lane[2], 12) + rotl(lane[3], 18);
    } else {
        h = seed + k2;
    }
    h += n;
    while (p < end) {
        h = rotl(h ^ (*p++ * k1), 11) * k2;
    }
    return h ^ (h >> 29);
}
