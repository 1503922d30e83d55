// expect: incorrect; reason: length of out|out
void transpose_scale(int rows, int cols, double factor, const std::vector<double>& in,
                     std::vector<double>& out) {
    out.assign(static_cast<std::size_t>(rows) * cols + 1, 0.0);
    for (int i = 0; i < rows; ++i)
        for (int j = 0; j < cols; ++j) out[j * rows + i] = factor * in[i * cols + j];
}
