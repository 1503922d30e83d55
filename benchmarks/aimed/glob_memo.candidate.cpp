#include <vector>

static bool glob_memo(const std::string& t, std::size_t i, const std::string& p, std::size_t j,
                      std::vector<signed char>& memo) {
    if (j == p.size()) return i == t.size();
    signed char& slot = memo[j * t.size() + i];
    if (slot >= 0) return slot != 0;
    bool ok;
    if (p[j] == '*') {
        ok = (i < t.size() && glob_memo(t, i + 1, p, j, memo)) || glob_memo(t, i, p, j + 1, memo);
    } else {
        ok = i < t.size() && (p[j] == '?' || p[j] == t[i]) && glob_memo(t, i + 1, p, j + 1, memo);
    }
    slot = ok ? 1 : 0;
    return ok;
}

bool glob_match(const std::string& text, const std::string& pattern) {
    std::vector<signed char> memo(text.size() * pattern.size() + 1, -1);
    return glob_memo(text, 0, pattern, 0, memo);
}
