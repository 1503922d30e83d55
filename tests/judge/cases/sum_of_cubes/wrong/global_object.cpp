// expect: faulty | not_compilable; reason: one call|load|constructor|global|static|variab|state|before
static std::vector<long> cubes = [] {
    std::vector<long> table(2001);
    for (long v = -1000; v <= 1000; ++v) table[v + 1000] = v * v * v;
    return table;
}();

long sum_of_cubes(const std::vector<int>& values) {
    long total = 0;
    for (const long v : values) total += v >= -1000 && v <= 1000 ? cubes[v + 1000] : v * v * v;
    return total;
}
