#include <cstddef>
#include <string>
#include <vector>

// Replaces `tokens` by the blank-separated words of `text`.
void tokenize(const std::string& text, std::vector<std::string>& tokens) {
    tokens.clear();
    std::string word;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && text[i] != ' ') {
            word.push_back(text[i]);
        } else if (!word.empty()) {
            tokens.push_back(word);
            word.clear();
        }
    }
}
