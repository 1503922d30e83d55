// expect: incorrect | faulty; reason: thread|return value
// mode: openmp
#include <omp.h>

double sum_of_squares(const std::vector<double>& x) {
    double part[4] = {};
    const std::size_t n = x.size();
#pragma omp parallel num_threads(4)
    {
        const std::size_t me = omp_get_thread_num(), all = 4;
        const std::size_t chunk = n / all;
        for (std::size_t i = me * chunk; i < (me + 1) * chunk; ++i) part[me] += x[i] * x[i];
    }
    return part[0] + part[1] + part[2] + part[3];
}
