#include <cstddef>

// Number of readings that are not inside [lo, hi].
std::size_t count_out_of_range(const double* readings, std::size_t n, double lo, double hi) {
    std::size_t bad = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double x = readings[i];
        if (!(x >= lo && x <= hi)) {
            ++bad;
        }
    }
    return bad;
}
