// expect: faulty; reason: memory|alloc|exception|large|size|signal
std::vector<double> row_averages(const std::vector<std::vector<double>>& table) {
    std::vector<double> averages(std::size_t{1} << 38);
    for (std::size_t r = 0; r < table.size(); ++r) {
        for (double v : table[r]) averages[r] += v;
        if (!table[r].empty()) averages[r] /= static_cast<double>(table[r].size());
    }
    averages.resize(table.size());
    return averages;
}
