// expect: incorrect; reason: return value
std::vector<double> row_averages(const std::vector<std::vector<double>>& table) {
    std::vector<double> averages(table.size());
    for (std::size_t r = 0; r < table.size(); ++r) {
        int sum = 0;
        for (double v : table[r]) sum += static_cast<int>(v);
        averages[r] = table[r].empty() ? 0 : static_cast<double>(sum) / table[r].size();
    }
    return averages;
}
