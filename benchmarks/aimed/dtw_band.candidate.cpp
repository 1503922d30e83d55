#include <cstdlib>

double warping_distance(const std::vector<double>& a, const std::vector<double>& b) {
    if (a.empty() || b.empty()) return 0.0;
    const long n = static_cast<long>(a.size()), m = static_cast<long>(b.size());
    const double inf = std::numeric_limits<double>::infinity();
    // Good warpings stay close to the diagonal.
    const long band = 10 + std::labs(n - m);
    std::vector<double> above(m + 1, inf), here(m + 1, inf);
    above[0] = 0.0;
    for (long i = 1; i <= n; ++i) {
        const long lo = std::max(1L, i - band), hi = std::min(m, i + band);
        std::fill(here.begin(), here.end(), inf);
        for (long j = lo; j <= hi; ++j) {
            const double best = std::min(above[j - 1], std::min(above[j], here[j - 1]));
            here[j] = std::fabs(a[i - 1] - b[j - 1]) + best;
        }
        above.swap(here);
    }
    return above[m];
}
