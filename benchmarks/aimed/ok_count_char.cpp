#include <cstddef>

// How often a character occurs in a buffer.
std::size_t count_byte(const char* data, std::size_t n, char wanted) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < n; ++i) {
        if (data[i] == wanted) {
            ++count;
        }
    }
    return count;
}
