// The lower median of a copy.
#include <algorithm>
#include <vector>

double middle_value(std::vector<double> values) {
    if (values.empty()) return 0.0;
    std::sort(values.begin(), values.end());
    return values[(values.size() - 1) / 2];
}
