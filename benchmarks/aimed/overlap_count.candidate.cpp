#include <cstring>

std::size_t count_occurrences(const std::string& text, const std::string& what) {
    const std::size_t m = what.size();
    if (m == 0 || m > text.size()) return 0;
    std::size_t count = 0;
    const char* p = text.data();
    const char* const last = p + (text.size() - m);
    while (p <= last) {
        p = static_cast<const char*>(std::memchr(p, what[0], static_cast<std::size_t>(last - p) + 1));
        if (p == nullptr) break;
        if (std::memcmp(p, what.data(), m) == 0) {
            ++count;
            p += m;
        } else {
            ++p;
        }
    }
    return count;
}
