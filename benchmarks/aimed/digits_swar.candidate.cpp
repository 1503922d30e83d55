#include <cstdint>
#include <cstring>

bool all_digits(const std::string& text) {
    const std::size_t n = text.size();
    if (n == 0) return false;
    const char* p = text.data();
    std::size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        std::uint64_t word;
        std::memcpy(&word, p + i, 8);
        if ((word & 0xF0F0F0F0F0F0F0F0ull) != 0x3030303030303030ull) return false;
    }
    for (; i < n; ++i) {
        if (static_cast<unsigned char>(p[i] - '0') > 9) return false;
    }
    return true;
}
