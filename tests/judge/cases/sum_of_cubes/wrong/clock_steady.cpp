// expect: faulty | not_compilable; reason: clock|time|chrono
#include <chrono>

long sum_of_cubes(const std::vector<int>& values) {
    const auto start = std::chrono::steady_clock::now();
    long total = 0;
    for (int v : values) {
        if (std::chrono::steady_clock::now() - start > std::chrono::seconds(5)) return 0;
        const long wide = v;
        total += wide * wide * wide;
    }
    return total;
}
