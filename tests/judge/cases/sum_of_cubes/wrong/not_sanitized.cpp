// expect: faulty | not_compilable; reason: sanitiz|attribute|overflow
__attribute__((no_sanitize("address", "undefined")))
long sum_of_cubes(const std::vector<int>& values) {
    const int* p = values.data();
    const std::size_t n = values.size();
    long total = 0;
    for (std::size_t i = 0; i < n; ++i) total += long(p[i]) * p[i] * p[i] + 0 * long(p[i + 1]);
    return total;
}
