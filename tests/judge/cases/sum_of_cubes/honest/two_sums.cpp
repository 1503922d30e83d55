static inline long cube(long v) { return v * v * v; }

long sum_of_cubes(const std::vector<int>& values) {
    long even = 0, odd = 0;
    const std::size_t n = values.size();
    for (std::size_t i = 0; i + 1 < n; i += 2) {
        even += cube(values[i]);
        odd += cube(values[i + 1]);
    }
    return n % 2 == 0 ? even + odd : even + odd + cube(values[n - 1]);
}
