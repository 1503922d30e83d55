#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

struct Rgb16 {
    std::uint16_t r, g, b;
};

// How many different colours an image with 16-bit channels uses.
std::size_t count_colours(const Rgb16* pixels, std::size_t n) {
    std::vector<std::array<std::uint16_t, 3>> all;
    all.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
        all.push_back({pixels[i].r, pixels[i].g, pixels[i].b});
    }
    std::sort(all.begin(), all.end());
    return static_cast<std::size_t>(std::unique(all.begin(), all.end()) - all.begin());
}
