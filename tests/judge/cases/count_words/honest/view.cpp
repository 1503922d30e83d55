#include <string_view>

int count_words(const std::string& text) {
    std::string_view rest(text);
    int words = 0;
    for (;;) {
        const auto start = rest.find_first_not_of(" ,e");
        if (start == std::string_view::npos) return words;
        ++words;
        const auto end = rest.find_first_of(" ,e", start);
        if (end == std::string_view::npos) return words;
        rest.remove_prefix(end);
    }
}
