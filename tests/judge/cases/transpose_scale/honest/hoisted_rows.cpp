void transpose_scale(int rows, int cols, double factor, const std::vector<double>& in,
                     std::vector<double>& out) {
    const double* column = in.data();
    double* line = out.data();
    for (int j = 0; j < cols; ++j, ++column, line += rows) {
        const double* p = column;
        for (int i = 0; i < rows; ++i, p += cols) line[i] = factor * *p;
    }
}
