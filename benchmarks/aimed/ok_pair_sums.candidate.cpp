#include <unordered_map>

long long count_pairs(const std::vector<int>& v, long long target) {
    std::unordered_map<long long, long long> seen;
    seen.reserve(v.size() * 2);
    long long pairs = 0;
    for (int x : v) {
        const auto it = seen.find(target - x);
        if (it != seen.end()) pairs += it->second;
        ++seen[x];
    }
    return pairs;
}
