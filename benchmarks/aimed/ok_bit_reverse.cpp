#include <cstddef>
#include <cstdint>
#include <vector>

// Reverses the order of the bits inside every word.
std::vector<std::uint64_t> reverse_words(const std::vector<std::uint64_t>& words) {
    std::vector<std::uint64_t> out;
    for (std::uint64_t w : words) {
        std::uint64_t r = 0;
        for (int bit = 0; bit < 64; ++bit) {
            r <<= 1;
            r |= (w >> bit) & 1u;
        }
        out.push_back(r);
    }
    return out;
}
