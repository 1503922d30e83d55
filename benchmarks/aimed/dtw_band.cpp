#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

// Dynamic time warping distance; 0 if one of the signals is empty.
double warping_distance(const std::vector<double>& a, const std::vector<double>& b) {
    if (a.empty() || b.empty()) return 0.0;
    const double inf = std::numeric_limits<double>::infinity();
    std::vector<std::vector<double>> d(a.size() + 1, std::vector<double>(b.size() + 1, inf));
    d[0][0] = 0.0;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const double best = std::min(d[i - 1][j - 1], std::min(d[i - 1][j], d[i][j - 1]));
            d[i][j] = std::fabs(a[i - 1] - b[j - 1]) + best;
        }
    }
    return d[a.size()][b.size()];
}
