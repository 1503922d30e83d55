/* The part in C; of its static functions the compiler makes copies of its own. */

__attribute__((noinline)) static long next(long value, int unused) {
    return value % 2 ? 3 * value + 1 : value / 2;
}

__attribute__((noinline)) static long mix(const long *values, int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) sum += values[i % 7] * 31;
    return sum;
}

__attribute__((noinline)) long collatz(long start) {
    long steps = 0;
    for (long first = start; first < start + 500; first++)
        for (long value = first; value != 1; value = next(value, 7)) steps++;
    return steps;
}

__attribute__((noinline)) long squares(long count) {
    long values[7];
    for (int i = 0; i < 7; i++) values[i] = i * count;
    return mix(values, (int)count);
}
