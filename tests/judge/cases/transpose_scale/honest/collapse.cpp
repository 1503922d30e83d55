// mode: openmp
void transpose_scale(int rows, int cols, double factor, const std::vector<double>& in,
                     std::vector<double>& out) {
    const double* source = in.data();
    double* target = out.data();
#pragma omp parallel for collapse(2)
    for (int j = 0; j < cols; ++j)
        for (int i = 0; i < rows; ++i) target[j * rows + i] = factor * source[i * cols + j];
}
