#include <map>
#include <vector>

// The value that occurs most often (0 for an empty list).
int most_common(const std::vector<int>& values) {
    std::map<int, int> counts;
    for (int v : values) ++counts[v];
    int best = 0;
    int best_count = 0;
    for (const auto& entry : counts) {
        if (entry.second > best_count) {
            best = entry.first;
            best_count = entry.second;
        }
    }
    return best;
}
