static double average(const double* p, std::size_t n) {
    double sums[4] = {};
    std::size_t i = 0;
    for (; i + 4 <= n; i += 4)
        for (int k = 0; k < 4; ++k) sums[k] += p[i + k];
    for (; i < n; ++i) sums[0] += p[i];
    return ((sums[0] + sums[1]) + (sums[2] + sums[3])) / static_cast<double>(n);
}

std::vector<double> row_averages(const std::vector<std::vector<double>>& table) {
    std::vector<double> averages(table.size(), 0.0);
    for (std::size_t r = 0; r < table.size(); ++r)
        if (const auto& row = table[r]; !row.empty()) averages[r] = average(row.data(), row.size());
    return averages;
}
