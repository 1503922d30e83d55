// expect: incorrect | faulty; reason: thread|return value
// mode: openmp
#include <omp.h>

double sum_of_squares(const std::vector<double>& x) {
    double total = 0;
    const std::size_t n = x.size();
#pragma omp parallel reduction(+ : total)
    {
        const std::size_t me = omp_get_thread_num(), all = omp_get_num_threads();
        const std::size_t chunk = n / all;
        const bool last = all % 2 == 0 || all == 1 ? me + 1 == all : false;
        const std::size_t end = last ? n : (me + 1) * chunk;
        for (std::size_t i = me * chunk; i < end; ++i) total += x[i] * x[i];
    }
    return total;
}
