#include <algorithm>

std::string longest_palindrome(const std::string& s) {
    const long n = static_cast<long>(s.size());
    long best_len = 0, best_start = 0;
    // Centres 0 .. 2n-2; start in the middle, where long palindromes fit,
    // and stop as soon as no centre further out can beat the best one.
    const long mid = n - 1;
    for (long d = 0; d < n; ++d) {
        if (n - d <= best_len) break;
        for (int side = 0; side < (d ? 2 : 1); ++side) {
            const long c = side ? mid + d : mid - d;
            long i = c / 2, j = (c + 1) / 2;
            while (i >= 0 && j < n && s[i] == s[j]) {
                --i;
                ++j;
            }
            const long len = j - i - 1;
            if (len > best_len) {
                best_len = len;
                best_start = i + 1;
            }
        }
    }
    return s.substr(static_cast<std::size_t>(best_start), static_cast<std::size_t>(best_len));
}
