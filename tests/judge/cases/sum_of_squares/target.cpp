// Energy of a sampled signal.
#include <vector>
#include <cstddef>

double sum_of_squares(const std::vector<double>& x) {
    double total = 0;
    for (std::size_t i = 0; i < x.size(); ++i) total += x[i] * x[i];
    return total;
}
