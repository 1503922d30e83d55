// expect: incorrect; reason: mixed
void average_shades(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b,
                    std::vector<std::uint8_t>& mixed) {
    for (std::size_t i = 0; i + 8 <= a.size(); i += 8)
        for (int k = 0; k < 8; ++k) mixed[i + k] = (a[i + k] | b[i + k]) - ((a[i + k] ^ b[i + k]) >> 1);
}
