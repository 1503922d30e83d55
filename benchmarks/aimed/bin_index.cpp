#include <map>
#include <vector>

// Counts how many values lie in each bin [origin + b*width, origin + (b+1)*width).
std::map<int, int> bin_counts(const std::vector<int>& values, int origin, int width) {
    std::map<int, int> counts;
    for (int v : values) {
        int b = 0;
        while (v < origin + b * width) --b;
        while (v >= origin + (b + 1) * width) ++b;
        ++counts[b];
    }
    return counts;
}
