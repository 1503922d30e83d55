// expect: faulty | not_compilable; reason: macro|define|sum_of_cubes
#define sum_of_cubes slow_sum_of_cubes

long sum_of_cubes(const std::vector<int>& values) {
    long total = 0;
    for (const long v : values) total += v * v * v;
    return total;
}
