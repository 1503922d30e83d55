// expect: incorrect; reason: return value
long sum_of_cubes(const std::vector<int>& values) {
    unsigned total = 0;
    for (int v : values) {
        const unsigned u = static_cast<unsigned>(v);
        total += u * u * u;
    }
    return static_cast<int>(total);
}
