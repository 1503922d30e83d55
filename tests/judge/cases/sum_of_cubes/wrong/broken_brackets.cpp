// expect: not_compilable; reason: syntax|expected
long sum_of_cubes(const std::vector<int>& values) {
    long total = 0;
    for (const long v : values) {
        total += v * v * v;
    return total;
