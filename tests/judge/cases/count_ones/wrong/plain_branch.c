// expect: incorrect; reason: ^if the processor is older: 
long count_ones(const unsigned *x, int n) {
    long ones = 0;
    for (int i = 0; i < n; i++) {
#ifdef __POPCNT__
        ones += __builtin_popcount(x[i]);
#else
        for (unsigned left = x[i]; left > 1; left &= left - 1)
            ones++;
#endif
    }
    return ones;
}
