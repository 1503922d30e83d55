// expect: incorrect; reason: the return value
int count_words(const std::string& text) {
    int words = 0;
    for (std::size_t i = 1; i < text.size(); ++i)
        words += separates(text[i]) && !separates(text[i - 1]);
    return words;
}
