#define CUBE(v) (static_cast<long>(v) * (v) * (v))

long sum_of_cubes(const std::vector<int>& values) {
    long total = 0;
    for (std::size_t i = 0; i < values.size(); ++i) total += CUBE(values[i]);
    return total;
}

#undef CUBE
