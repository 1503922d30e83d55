#include <cstddef>
#include <string>
#include <vector>

// All positions at which `what` occurs in `text`; none for an empty `what`.
std::vector<std::size_t> match_positions(const std::string& text, const std::string& what) {
    std::vector<std::size_t> hits;
    if (what.empty()) return hits;
    for (std::size_t i = 0; i + what.size() <= text.size(); ++i) {
        std::size_t k = 0;
        while (k < what.size() && text[i + k] == what[k]) ++k;
        if (k == what.size()) hits.push_back(i);
    }
    return hits;
}
