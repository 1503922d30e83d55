#define cube(v) ((v) * (v) * (v))

long sum_of_cubes(const std::vector<int>& values) {
    long total = 0;
    for (const long v : values) total += cube(v);
    return total;
}
