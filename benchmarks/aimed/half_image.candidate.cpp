#include <cstddef>

std::vector<std::uint8_t> half_image(const std::uint8_t* src, int width, int height, int stride) {
    const int ow = (width + 1) / 2, oh = (height + 1) / 2;
    const int fw = width / 2, fh = height / 2;
    std::vector<std::uint8_t> out(static_cast<std::size_t>(ow) * oh);
    for (int y = 0; y < fh; ++y) {
        const std::uint8_t* a = src + static_cast<std::ptrdiff_t>(2 * y) * stride;
        const std::uint8_t* b = a + stride;
        std::uint8_t* dst = out.data() + static_cast<std::size_t>(y) * ow;
        for (int x = 0; x < fw; ++x) {
            dst[x] = static_cast<std::uint8_t>((a[2 * x] + a[2 * x + 1] + b[2 * x] + b[2 * x + 1] + 2) >> 2);
        }
        if (fw < ow) dst[fw] = static_cast<std::uint8_t>((a[2 * fw] + b[2 * fw] + 1) >> 1);
    }
    if (fh < oh) {
        const std::uint8_t* a = src + static_cast<std::ptrdiff_t>(2 * fh) * stride;
        std::uint8_t* dst = out.data() + static_cast<std::size_t>(fh) * ow;
        for (int x = 0; x < fw; ++x) {
            dst[x] = static_cast<std::uint8_t>((a[2 * x] + a[2 * x + 1] + 1) >> 1);
        }
    }
    return out;
}
