#include <immintrin.h>

void drop_sign(std::vector<double>& values) {
    double* p = values.data();
    const std::size_t n = values.size();
    const __m128d sign = _mm_set1_pd(-0.0);
    std::size_t i = 0;
    for (; i + 2 <= n; i += 2) _mm_storeu_pd(p + i, _mm_andnot_pd(sign, _mm_loadu_pd(p + i)));
    for (; i < n; ++i) p[i] = std::fabs(p[i]);
}
