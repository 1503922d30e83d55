#include <cstddef>
#include <string>

static bool glob_from(const std::string& text, std::size_t i, const std::string& pat, std::size_t j) {
    if (j == pat.size()) return i == text.size();
    if (pat[j] == '*') {
        for (std::size_t k = text.size(); k + 1 > i; --k) {
            if (glob_from(text, k, pat, j + 1)) return true;
            if (k == 0) break;
        }
        return false;
    }
    if (i == text.size()) return false;
    if (pat[j] != '?' && pat[j] != text[i]) return false;
    return glob_from(text, i + 1, pat, j + 1);
}

// Shell-like match: '?' is any one character, '*' any run of characters.
bool glob_match(const std::string& text, const std::string& pattern) {
    return glob_from(text, 0, pattern, 0);
}
