std::uint32_t adler32(const std::uint8_t* data, std::size_t n) {
    const std::uint32_t mod = 65521u;
    const std::size_t block = 8192;  // reduce once per block
    std::uint32_t a = 1, b = 0;
    while (n > 0) {
        const std::size_t len = n < block ? n : block;
        for (std::size_t i = 0; i < len; ++i) {
            a += data[i];
            b += a;
        }
        a %= mod;
        b %= mod;
        data += len;
        n -= len;
    }
    return (b << 16) | a;
}
