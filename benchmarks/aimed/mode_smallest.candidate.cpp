#include <unordered_map>

int most_common(const std::vector<int>& values) {
    std::unordered_map<int, int> counts;
    counts.reserve(values.size());
    int best = 0;
    int best_count = 0;
    for (int v : values) {
        const int c = ++counts[v];
        if (c > best_count) {
            best_count = c;
            best = v;
        }
    }
    return best;
}
