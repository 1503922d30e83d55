#include <numeric>

std::vector<double> row_averages(const std::vector<std::vector<double>>& table) {
    std::vector<double> averages;
    averages.reserve(table.size());
    for (const auto& row : table) {
        const double sum = std::accumulate(row.begin(), row.end(), 0.0);
        averages.push_back(row.empty() ? 0.0 : sum / static_cast<double>(row.size()));
    }
    return averages;
}
