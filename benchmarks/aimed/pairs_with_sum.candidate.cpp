#include <unordered_set>

long long count_pairs_with_sum(const std::vector<int>& v, long long target) {
    std::unordered_set<long long> seen;
    seen.reserve(v.size());
    long long pairs = 0;
    for (int x : v) {
        if (seen.count(target - x)) ++pairs;
        seen.insert(x);
    }
    return pairs;
}
