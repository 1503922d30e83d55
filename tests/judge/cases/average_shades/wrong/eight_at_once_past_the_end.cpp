// expect: faulty | incorrect; reason: overflow|mixed
void average_shades(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b,
                    std::vector<std::uint8_t>& mixed) {
    const std::uint8_t *p = a.data(), *q = b.data();
    std::uint8_t* out = mixed.data();
    for (std::size_t i = 0; i < a.size(); i += 8)
        for (int k = 0; k < 8; ++k) out[i + k] = (p[i + k] | q[i + k]) - ((p[i + k] ^ q[i + k]) >> 1);
}
