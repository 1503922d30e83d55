#include <algorithm>

void drop_sign(std::vector<double>& values) {
    std::transform(values.begin(), values.end(), values.begin(), [](double v) { return std::fabs(v); });
}
