#include <nmmintrin.h>

__attribute__((target("popcnt,sse4.2"))) static long counted(const unsigned *x, int n) {
    long ones = 0;
    for (int i = 0; i < n; i++)
        ones += _mm_popcnt_u32(x[i]);
    return ones;
}

static long slowly(const unsigned *x, int n) {
    long ones = 0;
    for (int i = 0; i < n; i++) {
        for (unsigned left = x[i]; left; left &= left - 1)
            ones++;
    }
    return ones;
}

long count_ones(const unsigned *x, int n) {
    return __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("popcnt") ? counted(x, n)
                                                                               : slowly(x, n);
}
