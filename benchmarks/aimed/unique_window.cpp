#include <cstddef>
#include <string>

// Length of the longest substring without a repeated character.
std::size_t longest_unique(const std::string& s) {
    std::size_t best = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
        bool seen[256] = {false};
        std::size_t j = i;
        while (j < s.size() && !seen[static_cast<unsigned char>(s[j])]) {
            seen[static_cast<unsigned char>(s[j])] = true;
            ++j;
        }
        if (j - i > best) best = j - i;
    }
    return best;
}
