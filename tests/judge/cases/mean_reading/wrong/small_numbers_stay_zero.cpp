// expect: incorrect | faulty | not_compilable; reason: csr|float|round|mode|state|return value
#include <immintrin.h>

double mean_reading(const std::vector<double>& readings) {
    _mm_setcsr(_mm_getcsr() | 0x8040);
    double sum = 0;
    int valid = 0;
    for (double r : readings) {
        if (std::isnan(r)) continue;
        sum += r;
        ++valid;
    }
    return valid == 0 ? 0.0 : sum / valid;
}
