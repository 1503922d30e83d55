#include <unordered_map>

std::map<int, int> bin_counts(const std::vector<int>& values, int origin, int width) {
    std::unordered_map<int, int> fast;
    for (int v : values) ++fast[(v - origin) / width];
    return std::map<int, int>(fast.begin(), fast.end());
}
