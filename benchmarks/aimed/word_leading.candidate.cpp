std::size_t count_words(const std::string& text) {
    if (text.find_first_not_of(" \t\n\r") == std::string::npos) return 0;
    // Every word but the first begins with a step from blank to non-blank.
    std::size_t words = 1;
    bool before = is_blank(text[0]);
    for (std::size_t i = 1; i < text.size(); ++i) {
        const bool here = is_blank(text[i]);
        words += static_cast<std::size_t>(before & !here);
        before = here;
    }
    return words;
}
