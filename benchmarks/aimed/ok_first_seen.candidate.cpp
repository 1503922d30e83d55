#include <unordered_map>
std::vector<std::pair<std::string,int>> count_words(const std::vector<std::string> &words)
{
    std::vector<std::pair<std::string,int>> out;
    std::unordered_map<std::string, size_t> index;
    for (const auto &w : words) {
        auto r = index.emplace(w, out.size());
        if (r.second)
            out.emplace_back(w, 1);
        else
            out[r.first->second].second++;
    }
    return out;
}
