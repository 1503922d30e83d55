#include <cstdint>

long long duration_ms(const std::string& text) {
    std::uint32_t total = 0, part = 0;
    const char* p = text.data();
    const char* end = p + text.size();
    for (; p != end; ++p) {
        const std::uint32_t digit = static_cast<unsigned char>(*p) - '0';
        if (digit < 10u) {
            part = part * 10u + digit;
        } else if (*p == ':') {
            total = (total + part) * 60u;
            part = 0;
        }
    }
    return (total + part) * 1000u;
}
