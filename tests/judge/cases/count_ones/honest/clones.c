__attribute__((target_clones("popcnt", "default")))
long count_ones(const unsigned *x, int n) {
    long ones = 0;
    for (int i = 0; i < n; i++)
        ones += __builtin_popcount(x[i]);
    return ones;
}
