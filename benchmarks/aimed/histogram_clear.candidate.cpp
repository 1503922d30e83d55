#include <cstring>

void byte_histogram(const std::uint8_t* data, std::size_t n, std::uint32_t* counts) {
    std::memset(counts, 0, 256);
    // Two tables avoid stalls on runs of equal bytes.
    std::uint32_t second[256] = {0};
    std::size_t i = 0;
    for (; i + 2 <= n; i += 2) {
        ++counts[data[i]];
        ++second[data[i + 1]];
    }
    if (i < n) ++counts[data[i]];
    for (int b = 0; b < 256; ++b) counts[b] += second[b];
}
