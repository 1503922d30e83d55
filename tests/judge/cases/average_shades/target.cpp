#include <cstdint>
#include <vector>

namespace image {

// Halfway between two greyscale images, rounded up.
void average_shades(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b,
                    std::vector<std::uint8_t>& mixed) {
    for (std::size_t i = 0; i < a.size(); ++i) {
        mixed[i] = static_cast<std::uint8_t>((a[i] + b[i] + 1) / 2);
    }
}

}  // namespace image
