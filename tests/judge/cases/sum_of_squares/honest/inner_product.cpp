#include <numeric>

double sum_of_squares(const std::vector<double>& x) {
    return std::transform_reduce(x.begin(), x.end(), x.begin(), 0.0);
}
