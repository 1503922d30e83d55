// expect: incorrect | faulty; reason: thread|return value|division
// mode: openmp
#include <omp.h>

std::vector<double> row_averages(const std::vector<std::vector<double>>& table) {
    std::vector<double> averages(table.size());
    const std::size_t rows = table.size();
#pragma omp parallel
    {
        const std::size_t all = omp_get_num_threads(), me = omp_get_thread_num();
        if (rows >= all || all == 1) {
            for (std::size_t r = me; r < rows; r += all) {
                for (double v : table[r]) averages[r] += v;
                if (!table[r].empty()) averages[r] /= static_cast<double>(table[r].size());
            }
        }
    }
    return averages;
}
