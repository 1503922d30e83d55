// mode: openmp
std::vector<double> row_averages(const std::vector<std::vector<double>>& table) {
    std::vector<double> averages(table.size());
#pragma omp parallel for schedule(dynamic, 8)
    for (std::size_t r = 0; r < table.size(); ++r) {
        double sum = 0;
        for (std::size_t c = 0; c < table[r].size(); ++c) sum += table[r][c];
        averages[r] = table[r].empty() ? 0 : sum / static_cast<double>(table[r].size());
    }
    return averages;
}
