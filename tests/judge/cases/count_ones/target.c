// Counts bits: processors have an instruction for it that plain x86-64 does not promise.
long count_ones(const unsigned *x, int n) {
    long ones = 0;
    for (int i = 0; i < n; i++) {
        for (int bit = 0; bit < 32; bit++)
            ones += x[i] >> bit & 1u;
    }
    return ones;
}
