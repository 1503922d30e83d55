#include <cstddef>
#include <cstdint>
#include <vector>

// Sum of the pixels in the (2r+1) x (2r+1) box around every pixel, as far
// as the box lies inside the image.
std::vector<std::uint32_t> box_sums(const std::uint8_t* src, int width, int height, int r) {
    std::vector<std::uint32_t> out;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            std::uint32_t sum = 0;
            for (int j = y - r; j <= y + r; ++j) {
                for (int i = x - r; i <= x + r; ++i) {
                    if (i < 0 || j < 0 || i >= width || j >= height) continue;
                    sum += src[static_cast<std::size_t>(j) * width + i];
                }
            }
            out.push_back(sum);
        }
    }
    return out;
}
