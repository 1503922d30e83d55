#include <cstddef>
#include <vector>

struct Query {
    int first, last;  // inclusive, in any order; parts outside do not count
};

// Sum of the values covered by each query.
std::vector<long long> range_sums(const std::vector<int>& values, const std::vector<Query>& queries) {
    std::vector<long long> out;
    for (const Query& q : queries) {
        const int lo = q.first < q.last ? q.first : q.last;
        const int hi = q.first < q.last ? q.last : q.first;
        long long sum = 0;
        for (int i = 0; i < static_cast<int>(values.size()); ++i) {
            if (i >= lo && i <= hi) sum += values[i];
        }
        out.push_back(sum);
    }
    return out;
}
