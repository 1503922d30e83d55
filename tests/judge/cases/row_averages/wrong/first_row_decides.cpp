// expect: incorrect | faulty; reason: return value|overflow|assert
std::vector<double> row_averages(const std::vector<std::vector<double>>& table) {
    std::vector<double> averages(table.size());
    if (table.empty() || table[0].empty()) return averages;
    const std::size_t columns = table[0].size();
    for (std::size_t r = 0; r < table.size(); ++r) {
        double sum = 0;
        for (std::size_t c = 0; c < columns; ++c) sum += table[r][c];
        averages[r] = sum / static_cast<double>(columns);
    }
    return averages;
}
