// Insertion sort.
#include <algorithm>
#include <cstddef>
#include <vector>

void in_order(std::vector<double>& values) {
    for (std::size_t i = 1; i < values.size(); ++i) {
        const double value = values[i];
        std::size_t j = i;
        while (j > 0 && values[j - 1] > value) {
            values[j] = values[j - 1];
            --j;
        }
        values[j] = value;
    }
}
