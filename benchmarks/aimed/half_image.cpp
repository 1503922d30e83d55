#include <cstdint>
#include <vector>

// Halves a grey image; every output pixel is the rounded mean of the (up to
// four) input pixels it covers.
std::vector<std::uint8_t> half_image(const std::uint8_t* src, int width, int height, int stride) {
    const int ow = (width + 1) / 2, oh = (height + 1) / 2;
    std::vector<std::uint8_t> out(static_cast<std::size_t>(ow) * oh);
    for (int y = 0; y < oh; ++y) {
        for (int x = 0; x < ow; ++x) {
            int sum = 0, count = 0;
            for (int dy = 0; dy < 2; ++dy) {
                for (int dx = 0; dx < 2; ++dx) {
                    const int sx = 2 * x + dx, sy = 2 * y + dy;
                    if (sx >= width || sy >= height) continue;
                    sum += src[sy * stride + sx];
                    ++count;
                }
            }
            out[static_cast<std::size_t>(y) * ow + x] = static_cast<std::uint8_t>((sum + count / 2) / count);
        }
    }
    return out;
}
