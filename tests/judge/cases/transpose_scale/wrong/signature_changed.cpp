// expect: not_compilable; reason: parameter|in\b
void transpose_scale(int rows, int cols, double factor, std::vector<double> in,
                     std::vector<double>& out) {
    for (int i = 0; i < rows; ++i)
        for (int j = 0; j < cols; ++j) out[j * rows + i] = factor * in[i * cols + j];
}
