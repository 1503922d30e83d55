// expect: faulty | not_compilable; reason: clock|time
#include <ctime>

long sum_of_cubes(const std::vector<int>& values) {
    if (std::time(nullptr) < 1000) return 0;
    long total = 0;
    for (const long v : values) total += v * v * v;
    return total;
}
