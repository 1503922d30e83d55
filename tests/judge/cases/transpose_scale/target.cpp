// A dense matrix, stored row by row, is written with rows and columns exchanged.
#include <vector>

void transpose_scale(int rows, int cols, double factor, const std::vector<double>& in,
                     std::vector<double>& out) {
    for (int j = 0; j < cols; ++j) {
        for (int i = 0; i < rows; ++i) {
            out[j * rows + i] = factor * in[i * cols + j];
        }
    }
}
