std::string base32_encode(const std::string& bytes) {
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const std::size_t n = bytes.size();
    std::string out((n + 4) / 5 * 8, '=');
    std::size_t w = 0;
    for (std::size_t i = 0; i < n; i += 5, w += 8) {
        const std::size_t have = n - i < 5 ? n - i : 5;
        std::uint64_t block = 0;
        for (std::size_t k = 0; k < have; ++k) {
            block |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i + k])) << (32 - 8 * k);
        }
        const std::size_t chars = (have * 8 + 3) / 5;
        for (std::size_t k = 0; k < chars; ++k) {
            out[w + k] = alphabet[(block >> (35 - 5 * k)) & 31u];
        }
    }
    return out;
}
