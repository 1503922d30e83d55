#include <cstddef>
#include <cstdint>
#include <string>

// Base-32 text (A-Z, 2-7) of a byte string, padded with '='.
std::string base32_encode(const std::string& bytes) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string out;
    std::uint32_t buffer = 0;
    int bits = 0;
    for (unsigned char c : bytes) {
        buffer = (buffer << 8) | c;
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            out.push_back(digits[(buffer >> bits) & 31u]);
        }
    }
    if (bits > 0) {
        out.push_back(digits[(buffer << (5 - bits)) & 31u]);
    }
    while (out.size() % 8 != 0) {
        out.push_back('=');
    }
    return out;
}
