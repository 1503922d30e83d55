#include <set>
#include <vector>

// Length of the longest run of consecutive integers x, x+1, ... that all
// occur in v (in any order).
int longest_streak(const std::vector<int>& v) {
    const std::set<long long> present(v.begin(), v.end());
    int best = 0;
    for (long long x : present) {
        int length = 1;
        while (present.count(x + length)) ++length;
        if (length > best) best = length;
    }
    return best;
}
