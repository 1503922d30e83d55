#include <algorithm>

std::vector<long long> range_sums(const std::vector<int>& values, const std::vector<Query>& queries) {
    const long long n = static_cast<long long>(values.size());
    std::vector<long long> before(values.size() + 1, 0);
    for (std::size_t i = 0; i < values.size(); ++i) before[i + 1] = before[i] + values[i];
    std::vector<long long> out;
    out.reserve(queries.size());
    for (const Query& q : queries) {
        const long long lo = std::max(0LL, static_cast<long long>(std::min(q.first, q.last)));
        const long long hi = std::min(n, static_cast<long long>(std::max(q.first, q.last)) + 1);
        out.push_back(lo < hi ? before[hi] - before[lo] : 0);
    }
    return out;
}
