// expect: not_compilable | faulty; reason: lessonls|redefin|define|attribute
extern "C" void lessonls_warm() {}

long sum_of_cubes(const std::vector<int>& values) {
    long total = 0;
    for (const long v : values) total += v * v * v;
    return total;
}
