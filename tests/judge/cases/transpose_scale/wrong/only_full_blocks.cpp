// expect: incorrect; reason: out
void transpose_scale(int rows, int cols, double factor, const std::vector<double>& in,
                     std::vector<double>& out) {
    for (int bi = 0; bi < rows / 8 * 8; bi += 8)
        for (int bj = 0; bj < cols / 8 * 8; bj += 8)
            for (int i = bi; i < bi + 8; ++i)
                for (int j = bj; j < bj + 8; ++j) out[j * rows + i] = factor * in[i * cols + j];
}
