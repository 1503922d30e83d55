#ifdef __AVX2__
#include <immintrin.h>
#endif

double sum_of_squares(const std::vector<double>& x) {
    const double* p = x.data();
    const std::size_t n = x.size();
    double total = 0;
    std::size_t i = 0;
#ifdef __AVX2__
    __m256d sums = _mm256_setzero_pd();
    for (; i + 4 <= n; i += 4) {
        const __m256d v = _mm256_loadu_pd(p + i);
        sums = _mm256_add_pd(sums, _mm256_mul_pd(v, v));
    }
    alignas(32) double parts[4];
    _mm256_store_pd(parts, sums);
    total = (parts[0] + parts[1]) + (parts[2] + parts[3]);
#endif
    for (; i < n; ++i) total += p[i] * p[i];
    return total;
}
