struct BitsOf {
    std::uint8_t of[256];
    BitsOf() {
        of[0] = 0;
        for (int byte = 1; byte < 256; ++byte) of[byte] = of[byte / 2] + byte % 2;
    }
};

unsigned long bits_set(const std::uint8_t* bytes, std::size_t n) {
    static const BitsOf bits;
    unsigned long all = 0;
    for (std::size_t i = 0; i < n; ++i) all += bits.of[bytes[i]];
    return all;
}
