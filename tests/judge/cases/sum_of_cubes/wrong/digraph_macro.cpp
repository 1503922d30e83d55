// expect: faulty | not_compilable | incorrect; reason: return type|macro|define|directive|digraph|%:
%:define long int

long sum_of_cubes(const std::vector<int>& values) {
    long total = 0;
    for (const long v : values) total += v * v * v;
    return total;
}
