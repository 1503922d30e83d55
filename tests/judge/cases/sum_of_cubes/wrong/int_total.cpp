// expect: incorrect | faulty; reason: return value|overflow
long sum_of_cubes(const std::vector<int>& values) {
    int total = 0;
    for (int v : values) total += v * v * v;
    return total;
}
