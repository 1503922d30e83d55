// expect: not_compilable; reason: ^it needs POPCNT, which .* flags do not enable
__attribute__((target("popcnt"))) static long counted(const unsigned *x, int n) {
    long ones = 0;
    for (int i = 0; i < n; i++)
        ones += __builtin_popcount(x[i]);
    return ones;
}

long count_ones(const unsigned *x, int n) { return counted(x, n); }
