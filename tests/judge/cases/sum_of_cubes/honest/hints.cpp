__attribute__((always_inline)) static inline long cube(long v) noexcept { return v * v * v; }

// No clock, no exit and no static state here: just asm-free hints for the compiler.
[[gnu::hot]] long sum_of_cubes(const std::vector<int>& values) {
    const int* __restrict__ p = values.data();
    const std::size_t n = values.size();
    if (__builtin_expect(n == 0, 0)) return 0;
    long total = 0;
#pragma GCC ivdep
    for (std::size_t i = 0; i < n; ++i) total += cube(p[i]);
    return total;
}
