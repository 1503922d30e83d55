#include <cstddef>
#include <cstdint>
#include <vector>

// Run-length coding as (count, byte) pairs with counts from 1 to 255.
std::vector<std::uint8_t> rle_pack(const std::uint8_t* data, std::size_t n) {
    std::vector<std::uint8_t> out;
    std::size_t i = 0;
    while (i < n) {
        const std::uint8_t value = data[i];
        std::uint8_t count = 0;
        while (i < n && data[i] == value && count < 255) {
            ++count;
            ++i;
        }
        out.push_back(count);
        out.push_back(value);
    }
    return out;
}
