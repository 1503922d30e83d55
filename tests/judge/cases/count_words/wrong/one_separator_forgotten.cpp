// expect: incorrect; reason: the return value
int count_words(const std::string& text) {
    int words = 0;
    bool inside = false;
    for (char c : text) {
        const bool apart = c == ' ' || c == ',';
        words += !apart && !inside;
        inside = !apart;
    }
    return words;
}
