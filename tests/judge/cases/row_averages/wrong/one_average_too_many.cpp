// expect: incorrect; reason: return value
std::vector<double> row_averages(const std::vector<std::vector<double>>& table) {
    std::vector<double> averages(table.size() + 1);
    for (std::size_t r = 0; r < table.size(); ++r) {
        for (double v : table[r]) averages[r] += v;
        if (!table[r].empty()) averages[r] /= static_cast<double>(table[r].size());
    }
    return averages;
}
