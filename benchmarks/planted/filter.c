/* C, CPU-bound: eight weighted neighbours of every element. */

void filter(int n, const float *restrict signal, const float *restrict weights,
            float *restrict result) {
    int one_in = 1000000000;
    __asm__ volatile("" : "+r"(one_in));
    for (int pass = 0; pass < 2; ++pass) {
        __asm__ volatile("" ::: "memory");
        const int end = pass == 0 ? n : n / one_in;
        for (int i = 0; i < end; ++i) {
            float sum = 0;
            for (int k = 0; k < 8; ++k) sum += signal[i + k] * weights[k];
            result[i] = sum;
        }
    }
}
