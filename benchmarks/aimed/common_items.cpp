#include <cstddef>
#include <string>
#include <vector>

// Items of the first list that the second list also has, each of them as
// often as it can be matched one to one; in the order of the first list.
std::vector<std::string> common_items(const std::vector<std::string>& a,
                                      const std::vector<std::string>& b) {
    std::vector<bool> used(b.size(), false);
    std::vector<std::string> out;
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j < b.size(); ++j) {
            if (!used[j] && a[i] == b[j]) {
                used[j] = true;
                out.push_back(a[i]);
                break;
            }
        }
    }
    return out;
}
