#include <cstddef>
#include <string>

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Number of words, that is, of maximal runs of non-blank characters.
std::size_t count_words(const std::string& text) {
    std::size_t words = 0;
    std::size_t i = 0;
    while (i < text.size()) {
        while (i < text.size() && is_blank(text[i])) ++i;
        if (i == text.size()) break;
        ++words;
        while (i < text.size() && !is_blank(text[i])) ++i;
    }
    return words;
}
