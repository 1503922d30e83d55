// Sort: the middle value of every row of measurements, from an outlier filter.
#include <algorithm>
#include <cstddef>
#include <vector>

std::vector<double> row_medians(const std::vector<std::vector<double>>& rows) {
    std::vector<double> medians;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        std::vector<double> sorted;
        for (double value : rows[r]) sorted.push_back(value);
        std::sort(sorted.begin(), sorted.end());
        medians.push_back(sorted.empty() ? 0.0 : sorted[sorted.size() / 2]);
    }
    return medians;
}
