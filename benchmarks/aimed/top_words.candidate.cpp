#include <functional>
#include <queue>
#include <unordered_map>

std::vector<std::string> top_words(const std::vector<std::string>& words, std::size_t k) {
    std::unordered_map<std::string, int> counts;
    counts.reserve(words.size());
    for (const std::string& w : words) ++counts[w];
    typedef std::pair<int, std::string> Entry;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<Entry>> heap;
    for (const auto& entry : counts) {
        heap.emplace(entry.second, entry.first);
        if (heap.size() > k) heap.pop();
    }
    std::vector<Entry> kept;
    kept.reserve(heap.size());
    for (; !heap.empty(); heap.pop()) kept.push_back(heap.top());
    std::sort(kept.begin(), kept.end(), [](const Entry& a, const Entry& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    std::vector<std::string> out;
    out.reserve(kept.size());
    for (Entry& e : kept) out.push_back(std::move(e.second));
    return out;
}
