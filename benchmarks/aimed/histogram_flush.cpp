#include <cstdint>
#include <cstddef>
#include <vector>

std::vector<std::uint64_t> grey_histogram(const std::vector<std::uint8_t>& pixels) {
    std::vector<std::uint64_t> counts(256, 0);
    for (std::size_t i = 0; i < pixels.size(); ++i) counts[pixels[i]] += 1;
    return counts;
}
