#include <algorithm>

long long best_run_sum(const std::vector<int>& v) {
    long long best = 0;
    long long ending_here = 0;
    for (int x : v) {
        ending_here = std::max(0LL, ending_here + x);
        best = std::max(best, ending_here);
    }
    return best;
}
