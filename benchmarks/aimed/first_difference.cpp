#include <cstddef>

// Index of the first byte in which two buffers differ, n if they are equal.
std::size_t first_difference(const unsigned char* a, const unsigned char* b, std::size_t n) {
    std::size_t i = 0;
    while (i < n) {
        if (a[i] != b[i]) {
            return i;
        }
        ++i;
    }
    return n;
}
