#include <cstddef>
#include <string>

// Number of positions at which `what` occurs in `text`.
std::size_t count_occurrences(const std::string& text, const std::string& what) {
    if (what.empty()) return 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i + what.size() <= text.size(); ++i) {
        if (text.compare(i, what.size(), what) == 0) {
            ++count;
        }
    }
    return count;
}
