#include <algorithm>
#include <cstdint>
#include <numeric>
#include <unordered_map>

int most_collinear(const std::vector<Dot>& dots) {
    const std::size_t n = dots.size();
    if (n <= 2) return static_cast<int>(n);
    int best = 2;
    std::unordered_map<std::uint64_t, int> direction;
    for (std::size_t i = 0; i + 1 < n; ++i) {
        direction.clear();
        for (std::size_t j = i + 1; j < n; ++j) {
            int dx = dots[j].x - dots[i].x, dy = dots[j].y - dots[i].y;
            const int g = std::gcd(dx, dy);
            dx /= g;
            dy /= g;
            if (dx < 0) {
                dx = -dx;
                dy = -dy;
            }
            const std::uint64_t key = static_cast<std::uint64_t>(static_cast<std::uint32_t>(dx)) << 32 |
                                      static_cast<std::uint32_t>(dy);
            best = std::max(best, ++direction[key] + 1);
        }
    }
    return best;
}
