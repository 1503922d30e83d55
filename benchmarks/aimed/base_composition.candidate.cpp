#include <cstdint>
#include <unordered_set>

std::size_t count_compositions(const std::vector<std::string>& reads) {
    static const auto step = [] {
        std::array<std::uint32_t, 256> t{};
        t['A'] = 1u;
        t['C'] = 1u << 8;
        t['G'] = 1u << 16;
        t['T'] = 1u << 24;
        return t;
    }();
    std::unordered_set<std::uint32_t> seen;
    seen.reserve(reads.size());
    for (const std::string& read : reads) {
        std::uint32_t packed = 0;
        for (char c : read) packed += step[static_cast<unsigned char>(c)];
        seen.insert(packed);
    }
    return seen.size();
}
