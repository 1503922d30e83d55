// expect: incorrect; reason: mixed
void average_shades(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b,
                    std::vector<std::uint8_t>& mixed) {
    for (std::size_t i = 0; i < a.size(); ++i) mixed[i] = (a[i] & b[i]) + ((a[i] ^ b[i]) >> 1);
}
