#include <cmath>
#include <vector>

void drop_sign(std::vector<double>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = std::fabs(values[i]);
}
