#include <cmath>

std::uint32_t integer_root(std::uint64_t v) {
    std::uint64_t r = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(v)));
    if (r > 0xFFFFFFFFull) r = 0xFFFFFFFFull;
    while (r * r > v) --r;
    while (r < 0xFFFFFFFFull && (r + 1) * (r + 1) <= v) ++r;
    return static_cast<std::uint32_t>(r);
}
