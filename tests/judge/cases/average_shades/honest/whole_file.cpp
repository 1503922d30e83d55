#include <cstdint>
#include <vector>

namespace image {

static std::uint8_t halfway(unsigned one, unsigned other) {
    return static_cast<std::uint8_t>((one + other + 1) / 2);
}

// Halfway between two greyscale images, rounded up.
void average_shades(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b,
                    std::vector<std::uint8_t>& mixed) {
    const std::size_t n = a.size(), fours = n / 4 * 4;
    std::size_t i = 0;
    for (; i < fours; i += 4) {
        mixed[i] = halfway(a[i], b[i]);
        mixed[i + 1] = halfway(a[i + 1], b[i + 1]);
        mixed[i + 2] = halfway(a[i + 2], b[i + 2]);
        mixed[i + 3] = halfway(a[i + 3], b[i + 3]);
    }
    for (; i < n; ++i) mixed[i] = halfway(a[i], b[i]);
}

}  // namespace image
