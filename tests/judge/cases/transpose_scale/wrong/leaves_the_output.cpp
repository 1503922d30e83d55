// expect: incorrect; reason: out
void transpose_scale(int rows, int cols, double factor, const std::vector<double>& in,
                     std::vector<double>& out) {
    if (rows > 2 * cols) return;
    for (int i = 0; i < rows; ++i)
        for (int j = 0; j < cols; ++j) out[j * rows + i] = factor * in[i * cols + j];
}
