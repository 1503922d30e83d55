#include <cstddef>
#include <string>

// The leftmost of the longest palindromic substrings.
std::string longest_palindrome(const std::string& s) {
    for (std::size_t len = s.size(); len > 0; --len) {
        for (std::size_t start = 0; start + len <= s.size(); ++start) {
            std::size_t i = start, j = start + len - 1;
            while (i < j && s[i] == s[j]) {
                ++i;
                --j;
            }
            if (i >= j) return s.substr(start, len);
        }
    }
    return std::string();
}
