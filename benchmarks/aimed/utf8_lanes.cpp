#include <cstddef>
#include <string>

// Number of code points in valid UTF-8 text: all bytes except those of the
// form 10xxxxxx.
std::size_t utf8_length(const std::string& text) {
    std::size_t count = 0;
    for (char ch : text) {
        const unsigned char c = static_cast<unsigned char>(ch);
        if ((c & 0xC0u) != 0x80u) {
            ++count;
        }
    }
    return count;
}
