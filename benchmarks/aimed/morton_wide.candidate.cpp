static inline std::uint64_t spread_bits(std::uint64_t v) {
    v &= 0xFFFFu;
    v = (v | (v << 8)) & 0x00FF00FFull;
    v = (v | (v << 4)) & 0x0F0F0F0Full;
    v = (v | (v << 2)) & 0x33333333ull;
    v = (v | (v << 1)) & 0x55555555ull;
    return v;
}

std::vector<std::uint64_t> morton_codes(const std::vector<TilePos>& tiles) {
    std::vector<std::uint64_t> codes(tiles.size());
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        codes[i] = spread_bits(tiles[i].x) | (spread_bits(tiles[i].y) << 1);
    }
    return codes;
}
