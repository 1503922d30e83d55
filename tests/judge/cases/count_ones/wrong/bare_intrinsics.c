// expect: not_compilable; reason: ^it needs POPCNT
#include <nmmintrin.h>

long count_ones(const unsigned *x, int n) {
    long ones = 0;
    for (int i = 0; i < n; i++)
        ones += _mm_popcnt_u32(x[i]);
    return ones;
}
