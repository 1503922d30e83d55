#include <cstddef>

std::vector<std::uint64_t> parse_ids(const std::string& text) {
    std::vector<std::uint64_t> ids;
    const char* p = text.data();
    const char* const end = p + text.size();
    while (p != end) {
        if (static_cast<unsigned char>(*p - '0') > 9) {
            ++p;
            continue;
        }
        double value = 0.0;  // one fused multiply-add per digit
        do {
            value = value * 10.0 + (*p - '0');
            ++p;
        } while (p != end && static_cast<unsigned char>(*p - '0') <= 9);
        ids.push_back(static_cast<std::uint64_t>(value));
    }
    return ids;
}
