#include <algorithm>

std::size_t shared_prefix(const std::vector<std::string>& keys) {
    if (keys.empty()) return 0;
    // The smallest and the largest key differ first.
    const auto ends = std::minmax_element(keys.begin(), keys.end());
    const char* lo = ends.first->c_str();
    const char* hi = ends.second->c_str();
    std::size_t length = 0;
    while (lo[length] != '\0' && lo[length] == hi[length]) ++length;
    return length;
}
