// expect: faulty | not_compilable | incorrect; reason: __FILE__|__LINE__|__COUNTER__|__TIME__|depend|return value|one call
long sum_of_cubes(const std::vector<int>& values) {
    long total = 0;
    const char* file = __FILE__;
    if (file[0] != 't') return 0;
    for (const long v : values) total += v * v * v;
    return total;
}
