// expect: faulty | not_compilable | incorrect; reason: _GLIBCXX_ASSERTIONS|return value|overflow
long sum_of_cubes(const std::vector<int>& values) {
    long total = 0;
    const int* p = values.data();
#ifdef _GLIBCXX_ASSERTIONS
    const std::size_t n = values.size();
#else
    const std::size_t n = values.size() + values.size() / 4096;
#endif
    for (std::size_t i = 0; i < n; ++i) total += static_cast<long>(p[i]) * p[i] * p[i];
    return total;
}
