// expect: incorrect; reason: return value
long sum_of_cubes(const std::vector<int>& values) {
    long total = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0 && values[i] == values[i - 1] && i == 1) continue;
        const long v = values[i];
        total += v * v * v;
    }
    return total;
}
