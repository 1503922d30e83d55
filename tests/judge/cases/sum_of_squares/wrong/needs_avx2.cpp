// expect: not_compilable; reason: needs AVX2, FMA, which the project's own flags
#include <immintrin.h>

__attribute__((target("avx2,fma"))) static double squares(const double* p, std::size_t n) {
    __m256d low = _mm256_setzero_pd(), high = _mm256_setzero_pd();
    std::size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        const __m256d a = _mm256_loadu_pd(p + i), b = _mm256_loadu_pd(p + i + 4);
        low = _mm256_fmadd_pd(a, a, low);
        high = _mm256_fmadd_pd(b, b, high);
    }
    double parts[4];
    _mm256_storeu_pd(parts, _mm256_add_pd(low, high));
    double total = (parts[0] + parts[1]) + (parts[2] + parts[3]);
    for (; i < n; ++i) total += p[i] * p[i];
    return total;
}

double sum_of_squares(const std::vector<double>& x) { return squares(x.data(), x.size()); }
