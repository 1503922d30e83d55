#include <cstddef>
#include <string>
#include <vector>

// Longest prefix that all words share ("" for an empty list).
std::string common_prefix(const std::vector<std::string>& words) {
    if (words.empty()) return std::string();
    std::string prefix = words[0];
    for (std::size_t i = 1; i < words.size(); ++i) {
        std::size_t k = 0;
        while (k < prefix.size() && k < words[i].size() && prefix[k] == words[i][k]) {
            ++k;
        }
        prefix = prefix.substr(0, k);
    }
    return prefix;
}
