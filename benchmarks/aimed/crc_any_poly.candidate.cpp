static std::uint32_t crc_table[256];
static bool crc_table_ready = false;

std::uint32_t crc32_poly(const std::uint8_t* data, std::size_t n, std::uint32_t poly) {
    if (!crc_table_ready) {
        for (std::uint32_t b = 0; b < 256; ++b) {
            std::uint32_t c = b;
            for (int bit = 0; bit < 8; ++bit) c = (c >> 1) ^ (poly & (0u - (c & 1u)));
            crc_table[b] = c;
        }
        crc_table_ready = true;
    }
    std::uint32_t crc = 0xFFFFFFFFu;
    for (std::size_t i = 0; i < n; ++i) {
        crc = (crc >> 8) ^ crc_table[(crc ^ data[i]) & 0xFFu];
    }
    return ~crc;
}
