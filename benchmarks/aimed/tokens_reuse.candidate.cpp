void tokenize(const std::string& text, std::vector<std::string>& tokens) {
    // Assign into existing elements so that their memory is reused.
    std::size_t used = 0;
    const std::size_t n = text.size();
    std::size_t i = 0;
    while (i < n) {
        i = text.find_first_not_of(' ', i);
        if (i == std::string::npos) break;
        std::size_t end = text.find(' ', i);
        if (end == std::string::npos) end = n;
        if (used < tokens.size())
            tokens[used].assign(text, i, end - i);
        else
            tokens.emplace_back(text, i, end - i);
        ++used;
        i = end;
    }
}
