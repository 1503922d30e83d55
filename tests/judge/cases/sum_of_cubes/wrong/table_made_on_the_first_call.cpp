// expect: faulty | not_compilable | gains_nothing; reason: one call|static|state|variab|global
long sum_of_cubes(const std::vector<int>& values) {
    static long cubes[100001];
    static bool ready = false;
    if (!ready) {
        for (long v = 0; v <= 100000; ++v) cubes[v] = (v - 50000) * (v - 50000) * (v - 50000);
        ready = true;
    }
    long total = 0;
    for (const long v : values) total += v >= -50000 && v <= 50000 ? cubes[v + 50000] : v * v * v;
    return total;
}
