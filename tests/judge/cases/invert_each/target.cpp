#include <vector>

void invert_each(const std::vector<double>& values, std::vector<double>& inverses) {
    for (std::size_t i = 0; i < values.size(); ++i) inverses[i] = 1.0 / values[i];
}
