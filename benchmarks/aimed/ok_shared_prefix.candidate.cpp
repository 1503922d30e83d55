#include <algorithm>

std::string common_prefix(const std::vector<std::string>& words) {
    if (words.empty()) return {};
    const auto ends = std::minmax_element(words.begin(), words.end());
    const std::string& lo = *ends.first;
    const std::string& hi = *ends.second;
    const std::size_t limit = std::min(lo.size(), hi.size());
    const auto stop = std::mismatch(lo.begin(), lo.begin() + static_cast<std::ptrdiff_t>(limit), hi.begin()).first;
    return std::string(lo.begin(), stop);
}
