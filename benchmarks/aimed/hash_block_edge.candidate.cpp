std::uint64_t hash64(const unsigned char* p, std::size_t n, std::uint64_t seed) {
    const std::uint64_t k1 = 0x9E3779B185EBCA87ull, k2 = 0xC2B2AE3D27D4EB4Full;
    const unsigned char* end = p + n;
    std::uint64_t h = seed + k2;
    if (n > 32) {
        std::uint64_t a = seed + k1 + k2, b = seed + k2, c = seed, d = seed - k1;
        const unsigned char* limit = end - 32;
        do {
            a = rotl(a + load64(p) * k2, 31) * k1;
            b = rotl(b + load64(p + 8) * k2, 31) * k1;
            c = rotl(c + load64(p + 16) * k2, 31) * k1;
            d = rotl(d + load64(p + 24) * k2, 31) * k1;
            p += 32;
        } while (p <= limit);
        h = rotl(a, 1) + rotl(b, 7) + rotl(c, 12) + rotl(d, 18);
    }
    h += n;
    for (; p != end; ++p) h = rotl(h ^ (*p * k1), 11) * k2;
    return h ^ (h >> 29);
}
