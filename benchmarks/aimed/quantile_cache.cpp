#include <algorithm>
#include <cstddef>
#include <vector>
class Series {
public:
    std::vector<double> values;
    double quantile(double q) const;
};

double Series::quantile(double q) const {
    if (values.empty() || !(q >= 0.0 && q <= 1.0)) return 0.0;
    std::vector<double> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    return sorted[static_cast<std::size_t>(q * (sorted.size() - 1))];
}
