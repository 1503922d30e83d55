// Every element is the sum of all up to it.
#include <cstddef>
#include <numeric>
#include <vector>

void running_total(const std::vector<double>& from, std::vector<double>& to) {
    for (std::size_t i = 0; i < from.size(); ++i) {
        double sum = 0.0;
        for (std::size_t j = 0; j <= i; ++j) sum += from[j];
        to[i] = sum;
    }
}
