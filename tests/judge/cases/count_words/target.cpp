#include <string>

static bool separates(char c) { return c == ' ' || c == ',' || c == 'e'; }

int count_words(const std::string& text) {
    int words = 0;
    bool inside = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (separates(text[i])) {
            inside = false;
        } else if (!inside) {
            inside = true;
            ++words;
        }
    }
    return words;
}
