#include <algorithm>

std::size_t longest_unique(const std::string& s) {
    std::size_t after[256] = {0};  // position behind the last occurrence
    std::size_t start = 0, best = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
        const unsigned char c = static_cast<unsigned char>(s[i]);
        if (after[c] != 0) start = after[c];
        best = std::max(best, i - start + 1);
        after[c] = i + 1;
    }
    return best;
}
