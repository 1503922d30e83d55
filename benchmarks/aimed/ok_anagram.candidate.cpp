#include <cstddef>

bool is_anagram(const std::string& a, const std::string& b) {
    if (a.size() != b.size()) return false;
    std::ptrdiff_t balance[256] = {0};
    for (std::size_t i = 0; i < a.size(); ++i) {
        ++balance[static_cast<unsigned char>(a[i])];
        --balance[static_cast<unsigned char>(b[i])];
    }
    for (std::ptrdiff_t d : balance) {
        if (d != 0) return false;
    }
    return true;
}
