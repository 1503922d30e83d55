// expect: faulty | not_compilable; reason: macro|define|return
long sum_of_cubes(const std::vector<int>& values) {
    long total = 0;
    for (const long v : values) total += v * v * v;
    return total;
}
#define return
