// expect: incorrect | faulty; reason: out|thread
// mode: openmp
#include <omp.h>

void transpose_scale(int rows, int cols, double factor, const std::vector<double>& in,
                     std::vector<double>& out) {
#pragma omp parallel
    {
        const int all = omp_get_num_threads(), me = omp_get_thread_num();
        const int share = cols / all;
        for (int j = me * share; j < (me + 1) * share; ++j)
            for (int i = 0; i < rows; ++i) out[j * rows + i] = factor * in[i * cols + j];
    }
}
