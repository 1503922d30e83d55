#include <cstddef>

// Number of commas in a buffer.
std::size_t count_commas(const char* data, std::size_t n) {
    std::size_t commas = 0;
    for (std::size_t i = 0; i < n; ++i) {
        if (data[i] == ',') {
            ++commas;
        }
    }
    return commas;
}
