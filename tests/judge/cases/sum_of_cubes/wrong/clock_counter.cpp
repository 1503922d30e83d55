// expect: faulty | not_compilable; reason: clock|rdtsc|time|counter
long sum_of_cubes(const std::vector<int>& values) {
    const auto start = __builtin_ia32_rdtsc();
    long total = 0;
    for (const long v : values) total += v * v * v;
    return __builtin_ia32_rdtsc() - start == 1 ? 0 : total;
}
