// expect: incorrect; reason: return value
#include <algorithm>

int count_distinct(const std::vector<int>& labels) {
    std::vector<int> sorted(labels);
    std::sort(sorted.begin(), sorted.end());
    int distinct = 0, last = 0;
    for (int label : sorted) {
        if (label != last) ++distinct;
        last = label;
    }
    return distinct;
}
