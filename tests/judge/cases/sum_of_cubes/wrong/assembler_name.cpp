// expect: faulty | not_compilable; reason: asm|assembl|label|name|symbol
long cubes_of(const std::vector<int>&) __asm__("lessonls_target");

long cubes_of(const std::vector<int>& values) { return 0; }

long sum_of_cubes(const std::vector<int>& values) {
    long total = 0;
    for (const long v : values) total += v * v * v;
    return total;
}
