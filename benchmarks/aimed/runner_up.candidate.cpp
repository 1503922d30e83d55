#include <cstddef>

int second_largest(std::vector<int> v) {
    if (v.empty()) return 0;
    int first = v[0];
    int second = v[0];
    for (std::size_t i = 1; i < v.size(); ++i) {
        const int x = v[i];
        if (x > first) {
            second = first;
            first = x;
        } else if (x < first && x > second) {
            second = x;
        }
    }
    return second;
}
