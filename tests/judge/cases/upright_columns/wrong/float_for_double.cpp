// expect: incorrect; reason: where the baseline has
void upright_columns(std::vector<std::vector<double>>& columns) {
    for (std::size_t k = 0; k < columns.size(); ++k) {
        double length = 0.0;
        for (double x : columns[k]) length += x * x;
        length = std::sqrt(length);
        for (double& x : columns[k]) x = x / length;
        for (std::size_t j = k + 1; j < columns.size(); ++j) {
            double share = 0.0;
            for (std::size_t i = 0; i < columns[k].size(); ++i) {
                share += columns[k][i] * columns[j][i];
            }
            for (std::size_t i = 0; i < columns[k].size(); ++i) {
                columns[j][i] -= static_cast<float>(share) * columns[k][i];
            }
        }
    }
}
