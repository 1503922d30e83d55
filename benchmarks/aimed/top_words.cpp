#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

// The k most frequent words, most frequent first, equal counts in
// alphabetical order.
std::vector<std::string> top_words(const std::vector<std::string>& words, std::size_t k) {
    std::map<std::string, int> counts;
    for (const std::string& w : words) ++counts[w];
    std::vector<std::pair<std::string, int>> all(counts.begin(), counts.end());
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::vector<std::string> out;
    for (std::size_t i = 0; i < all.size() && i < k; ++i) out.push_back(all[i].first);
    return out;
}
