// expect: incorrect; reason: ^if the processor has no POPCNT: 
__attribute__((target("popcnt"))) static long counted(const unsigned *x, int n) {
    long ones = 0;
    for (int i = 0; i < n; i++)
        ones += __builtin_popcount(x[i]);
    return ones;
}

long count_ones(const unsigned *x, int n) {
    if (__builtin_cpu_supports("popcnt"))
        return counted(x, n);
    long ones = 0;
    for (int i = 0; i < n; i++) {
        for (unsigned left = x[i]; left; left &= left - 1)
            ones++;
    }
    return ones + (n > 2);
}
