// expect: faulty | not_compilable; reason: pragma|poison
long sum_of_cubes(const std::vector<int>& values) {
    long total = 0;
    for (const long v : values) total += v * v * v;
    return total;
}
#pragma GCC poison vector
