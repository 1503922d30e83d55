// expect: not_compilable; reason: ^it needs POPCNT
__attribute__((target("popcnt")))
long count_ones(const unsigned *x, int n) {
    long ones = 0;
    for (int i = 0; i < n; i++)
        ones += __builtin_popcount(x[i]);
    return ones;
}
