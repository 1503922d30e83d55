std::vector<double> mat_vec(const double* a, std::size_t rows, std::size_t cols,
                            std::size_t stride, const std::vector<double>& x) {
    // The vector is often sparse: collect its non-zero entries once.
    std::vector<std::size_t> where;
    std::vector<double> value;
    for (std::size_t c = 0; c < cols; ++c) {
        if (x[c] != 0.0) {
            where.push_back(c);
            value.push_back(x[c]);
        }
    }
    std::vector<double> y(rows, 0.0);
    for (std::size_t r = 0; r < rows; ++r) {
        const double* row = a + r * stride;
        double sum = 0.0;
        for (std::size_t k = 0; k < where.size(); ++k) sum += row[where[k]] * value[k];
        y[r] = sum;
    }
    return y;
}
