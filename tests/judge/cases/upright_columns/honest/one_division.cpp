void upright_columns(std::vector<std::vector<double>>& columns) {
    for (std::size_t k = 0; k < columns.size(); ++k) {
        double length = 0.0;
        for (double x : columns[k]) length += x * x;
        length = std::sqrt(length);
        const double scale = 1.0 / length;
        for (double& x : columns[k]) x *= scale;
        for (std::size_t j = k + 1; j < columns.size(); ++j) {
            double share = 0.0;
            for (std::size_t i = 0; i < columns[k].size(); ++i) {
                share += columns[k][i] * columns[j][i];
            }
            for (std::size_t i = 0; i < columns[k].size(); ++i) {
                columns[j][i] -= share * columns[k][i];
            }
        }
    }
}
