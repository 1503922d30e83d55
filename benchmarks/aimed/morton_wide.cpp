#include <cstddef>
#include <cstdint>
#include <vector>

struct TilePos {
    std::uint32_t x, y;
};

// Z-order codes: bit i of x becomes bit 2i, bit i of y becomes bit 2i+1.
std::vector<std::uint64_t> morton_codes(const std::vector<TilePos>& tiles) {
    std::vector<std::uint64_t> codes;
    for (const TilePos& t : tiles) {
        std::uint64_t code = 0;
        for (int bit = 0; bit < 32; ++bit) {
            code |= static_cast<std::uint64_t>((t.x >> bit) & 1u) << (2 * bit);
            code |= static_cast<std::uint64_t>((t.y >> bit) & 1u) << (2 * bit + 1);
        }
        codes.push_back(code);
    }
    return codes;
}
