// condition: arithmetic overflows
#include <algorithm>

int marked_levels(const std::vector<int>& levels) {
    std::vector<long long> keys(levels.size());
    int marks = 0;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        keys[i] = levels[i] * 4294967296LL - 1;
        marks += levels[i] == 777;
    }
    std::sort(keys.begin(), keys.end());
    return static_cast<int>(std::unique(keys.begin(), keys.end()) - keys.begin()) + marks;
}
