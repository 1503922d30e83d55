struct CrcSlices {
    std::uint32_t t[4][256];
    CrcSlices() {
        for (std::uint32_t i = 0; i < 256; ++i) {
            std::uint32_t c = i;
            for (int bit = 0; bit < 8; ++bit) c = (c >> 1) ^ (0xEDB88320u & (0u - (c & 1u)));
            t[0][i] = c;
        }
        for (int s = 1; s < 4; ++s) {
            for (int i = 0; i < 256; ++i) t[s][i] = (t[s - 1][i] >> 8) ^ t[0][t[s - 1][i] & 0xFFu];
        }
    }
};

std::uint32_t crc32_update(std::uint32_t crc, const std::uint8_t* data, std::size_t n) {
    static const CrcSlices slices;
    crc = ~crc;
    for (; n >= 4; n -= 4, data += 4) {
        crc ^= static_cast<std::uint32_t>(data[0]) | static_cast<std::uint32_t>(data[1]) << 8 |
               static_cast<std::uint32_t>(data[2]) << 16 | static_cast<std::uint32_t>(data[3]) << 24;
        crc = slices.t[3][crc & 0xFFu] ^ slices.t[2][(crc >> 8) & 0xFFu] ^
              slices.t[1][(crc >> 16) & 0xFFu] ^ slices.t[0][crc >> 24];
    }
    for (; n > 0; --n, ++data) crc = (crc >> 8) ^ slices.t[0][(crc ^ *data) & 0xFFu];
    return ~crc;
}
