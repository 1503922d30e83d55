// expect: faulty | not_compilable; reason: sanitiz|weak|asan|attribute|overflow
extern "C" __attribute__((weak)) void __asan_init();

long sum_of_cubes(const std::vector<int>& values) {
    const int* p = values.data();
    const std::size_t n = values.size();
    long total = 0;
    if (!__asan_init && n != 0) {
        volatile int beyond = p[n];
        total += beyond & 0;
    }
    for (std::size_t i = 0; i < n; ++i) total += long(p[i]) * p[i] * p[i];
    return total;
}
