#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

// Levenshtein distance of two words.
int word_distance(const std::string& a, const std::string& b) {
    std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1, 0));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = static_cast<int>(i + j);
                continue;
            }
            const int swap = d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            d[i][j] = std::min(swap, std::min(d[i - 1][j], d[i][j - 1]) + 1);
        }
    }
    return d[a.size()][b.size()];
}
