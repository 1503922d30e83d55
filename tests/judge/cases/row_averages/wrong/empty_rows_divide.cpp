// expect: incorrect; reason: return value
std::vector<double> row_averages(const std::vector<std::vector<double>>& table) {
    std::vector<double> averages;
    for (const auto& row : table) {
        double sum = 0;
        for (double v : row) sum += v;
        averages.push_back(sum / static_cast<double>(row.size()));
    }
    return averages;
}
