#include <cmath>
#include <vector>

std::vector<double> nearest_gaps(const std::vector<double>& a, const std::vector<double>& b) {
    std::vector<double> gaps(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        double sum = 0.0;
        for (double other : b) {
            const double d = a[i] - other;
            sum += d * d;
        }
        gaps[i] = sum;
    }
    return gaps;
}
