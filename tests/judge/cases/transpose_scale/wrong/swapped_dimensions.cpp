// expect: incorrect | faulty; reason: out|overflow|assert
void transpose_scale(int rows, int cols, double factor, const std::vector<double>& in,
                     std::vector<double>& out) {
    for (int i = 0; i < rows; ++i)
        for (int j = 0; j < cols; ++j) out[j * cols + i] = factor * in[i * rows + j];
}
