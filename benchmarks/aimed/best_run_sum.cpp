#include <cstddef>
#include <vector>

// Largest sum of a non-empty run of consecutive entries (0 if there are none).
long long best_run_sum(const std::vector<int>& v) {
    if (v.empty()) return 0;
    long long best = v[0];
    for (std::size_t i = 0; i < v.size(); ++i) {
        long long sum = 0;
        for (std::size_t j = i; j < v.size(); ++j) {
            sum += v[j];
            if (sum > best) best = sum;
        }
    }
    return best;
}
