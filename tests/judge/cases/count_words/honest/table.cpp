#include <array>

static constexpr std::array<unsigned char, 256> apart = [] {
    std::array<unsigned char, 256> table{};
    for (unsigned char c : {' ', ',', 'e'}) table[c] = 1;
    return table;
}();

int count_words(const std::string& text) {
    int words = 0;
    unsigned char before = 1;
    for (char c : text) {
        const unsigned char now = apart[static_cast<unsigned char>(c)];
        words += before & (now ^ 1);
        before = now;
    }
    return words;
}
