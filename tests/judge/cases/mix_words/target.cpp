// A simple rolling checksum.
#include <cstdint>
#include <vector>

std::uint32_t mix_words(const std::vector<std::uint32_t>& words) {
    std::uint32_t low = 1, high = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        low = low + words[i] / 4u + words[i] % 8u;
        high = high + low;
    }
    return high ^ low / 16u;
}
