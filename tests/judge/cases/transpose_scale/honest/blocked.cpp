#include <algorithm>

void transpose_scale(int rows, int cols, double factor, const std::vector<double>& in,
                     std::vector<double>& out) {
    constexpr int block = 16;
    const double* source = in.data();
    double* target = out.data();
    for (int bi = 0; bi < rows; bi += block) {
        const int ei = std::min(bi + block, rows);
        for (int bj = 0; bj < cols; bj += block) {
            const int ej = std::min(bj + block, cols);
            for (int j = bj; j < ej; ++j) {
                double* line = target + j * rows;
                for (int i = bi; i < ei; ++i) line[i] = factor * source[i * cols + j];
            }
        }
    }
}
