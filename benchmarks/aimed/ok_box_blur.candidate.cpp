#include <algorithm>

std::vector<std::uint32_t> box_sums(const std::uint8_t* src, int width, int height, int r) {
    if (width <= 0 || height <= 0) return {};
    const std::size_t w = static_cast<std::size_t>(width), h = static_cast<std::size_t>(height);
    if (r < 0) return std::vector<std::uint32_t>(w * h, 0);
    const std::size_t stride = w + 1;
    // above_left[y * stride + x]: sum over the rectangle [0, x) x [0, y)
    std::vector<std::uint32_t> above_left(stride * (h + 1), 0);
    for (std::size_t y = 0; y < h; ++y) {
        std::uint32_t row = 0;
        for (std::size_t x = 0; x < w; ++x) {
            row += src[y * w + x];
            above_left[(y + 1) * stride + x + 1] = above_left[y * stride + x + 1] + row;
        }
    }
    std::vector<std::uint32_t> out(w * h);
    for (int y = 0; y < height; ++y) {
        const std::uint32_t* top = above_left.data() + static_cast<std::size_t>(std::max(0, y - r)) * stride;
        const std::uint32_t* bottom = above_left.data() + static_cast<std::size_t>(std::min(height - 1, y + r) + 1) * stride;
        for (int x = 0; x < width; ++x) {
            const int x0 = std::max(0, x - r), x1 = std::min(width - 1, x + r) + 1;
            out[static_cast<std::size_t>(y) * w + x] = bottom[x1] - bottom[x0] - top[x1] + top[x0];
        }
    }
    return out;
}
