#include <unordered_set>

std::vector<std::string> common_items(const std::vector<std::string>& a,
                                      const std::vector<std::string>& b) {
    std::unordered_set<std::string> open(b.begin(), b.end());
    std::vector<std::string> out;
    for (const std::string& item : a) {
        // erase() tells whether the item was still waiting for a partner
        if (open.erase(item) != 0) out.push_back(item);
    }
    return out;
}
