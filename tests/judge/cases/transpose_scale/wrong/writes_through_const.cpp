// expect: incorrect | faulty | not_compilable; reason: in\b|const
void transpose_scale(int rows, int cols, double factor, const std::vector<double>& in,
                     std::vector<double>& out) {
    double* source = const_cast<double*>(in.data());
    for (int k = 0; k < rows * cols; ++k) source[k] *= factor;
    for (int i = 0; i < rows; ++i)
        for (int j = 0; j < cols; ++j) out[j * rows + i] = source[i * cols + j];
}
