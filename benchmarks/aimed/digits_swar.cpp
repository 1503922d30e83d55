#include <cstddef>
#include <string>

// Is the text non-empty and made of the digits 0-9 only?
bool all_digits(const std::string& text) {
    if (text.empty()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c < '0' || c > '9') {
            return false;
        }
    }
    return true;
}
