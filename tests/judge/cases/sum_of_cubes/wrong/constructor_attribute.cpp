// expect: faulty | not_compilable; reason: one call|load|constructor|attribute|global|variab|state
static long cubes[2001];

__attribute__((constructor)) static void prepare() {
    for (long v = -1000; v <= 1000; ++v) cubes[v + 1000] = v * v * v;
}

long sum_of_cubes(const std::vector<int>& values) {
    long total = 0;
    for (const long v : values) total += v >= -1000 && v <= 1000 ? cubes[v + 1000] : v * v * v;
    return total;
}
