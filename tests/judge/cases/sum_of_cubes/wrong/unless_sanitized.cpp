// expect: faulty | not_compilable; reason: sanitiz|overflow|macro|conditional|directive|#if
long sum_of_cubes(const std::vector<int>& values) {
    const int* p = values.data();
    std::size_t n = values.size();
    long total = 0;
#ifndef __SANITIZE_ADDRESS__
    if (n != 0) {
        volatile long beyond = p[n] + p[n + 1];
        total += beyond * 0;
    }
#endif
    for (std::size_t i = 0; i < n; ++i) total += long(p[i]) * p[i] * p[i];
    return total;
}
