#include <cstdint>

// Smallest power of two that is not less than the wanted capacity; 1 for
// zero, and 2^63 for everything larger than that.
std::uint64_t round_up_capacity(std::uint64_t wanted) {
    std::uint64_t capacity = 1;
    const std::uint64_t limit = std::uint64_t{1} << 63;
    while (capacity < wanted) {
        if (capacity == limit) {
            break;
        }
        capacity *= 2;
    }
    return capacity;
}
