#include <cstdint>
#include <cstring>
#include <unordered_set>

static inline std::uint32_t coord_bits(float f) {
    f += 0.0f;  // fold -0 into +0
    std::uint32_t u;
    std::memcpy(&u, &f, sizeof u);
    return u;
}

std::size_t count_unique_vertices(const std::vector<Vertex>& soup) {
    std::unordered_set<std::uint32_t> unique;
    unique.reserve(soup.size());
    for (const Vertex& v : soup) {
        std::uint32_t h = coord_bits(v.x);
        h = h * 31u + coord_bits(v.y);
        unique.insert(h);
    }
    return unique.size();
}
