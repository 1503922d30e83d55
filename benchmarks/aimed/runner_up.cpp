#include <algorithm>
#include <vector>

// The second largest of the different values in v; the only value if there
// is just one, 0 for an empty list.
int second_largest(std::vector<int> v) {
    if (v.empty()) return 0;
    std::sort(v.begin(), v.end());
    v.erase(std::unique(v.begin(), v.end()), v.end());
    if (v.size() == 1) return v[0];
    return v[v.size() - 2];
}
