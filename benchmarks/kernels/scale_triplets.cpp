// Sparse linear algebra: every entry is divided by the sum of its row, from a traffic model.
#include <cmath>
#include <cstddef>
#include <vector>

void scale_triplets(const std::vector<int>& row, std::vector<double>& value) {
    std::vector<double> before = value;
    for (std::size_t k = 0; k < value.size(); ++k) {
        double sum = 0.0;
        for (std::size_t other = 0; other < value.size(); ++other) {
            if (row[other] == row[k]) sum += std::fabs(before[other]);
        }
        value[k] = sum > 0.0 ? before[k] / sum : 0.0;
    }
}
