#include <algorithm>
#include <vector>

std::vector<double> middle_of_rows(const std::vector<std::vector<double>>& rows) {
    std::vector<double> middles;
    for (const auto& row : rows) {
        std::vector<double> ordered(row);
        std::sort(ordered.begin(), ordered.end());
        middles.push_back(ordered.empty() ? 0.0 : ordered[ordered.size() / 2]);
    }
    return middles;
}
