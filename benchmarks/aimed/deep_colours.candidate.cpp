#include <unordered_set>

std::size_t count_colours(const Rgb16* pixels, std::size_t n) {
    std::unordered_set<std::uint32_t> seen;
    seen.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
        const std::uint32_t key = (static_cast<std::uint32_t>(pixels[i].r) << 20) ^
                                  (static_cast<std::uint32_t>(pixels[i].g) << 10) ^
                                  static_cast<std::uint32_t>(pixels[i].b);
        seen.insert(key);
    }
    return seen.size();
}
