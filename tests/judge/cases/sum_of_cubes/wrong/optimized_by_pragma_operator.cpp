// expect: faulty | not_compilable; reason: syntax|pragma|optimize
_Pragma("GCC optimize(\"Ofast,no-trapping-math\")")

long sum_of_cubes(const std::vector<int>& values) {
    long total = 0;
    for (const long v : values) total += v * v * v;
    return total;
}
