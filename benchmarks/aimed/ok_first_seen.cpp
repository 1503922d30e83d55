#include <string>
#include <vector>
#include <utility>
// Word counts in order of first appearance.
std::vector<std::pair<std::string,int>> count_words(const std::vector<std::string> &words)
{
    std::vector<std::pair<std::string,int>> out;
    for (const auto &w : words) {
        bool found = false;
        for (auto &p : out) {
            if (p.first == w) {
                p.second++;
                found = true;
                break;
            }
        }
        if (!found)
            out.emplace_back(w, 1);
    }
    return out;
}
