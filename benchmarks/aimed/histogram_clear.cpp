#include <cstddef>
#include <cstdint>

// Counts byte values into counts[0..255], which need not be initialised.
void byte_histogram(const std::uint8_t* data, std::size_t n, std::uint32_t* counts) {
    for (int b = 0; b < 256; ++b) {
        counts[b] = 0;
    }
    for (std::size_t i = 0; i < n; ++i) {
        ++counts[data[i]];
    }
}
