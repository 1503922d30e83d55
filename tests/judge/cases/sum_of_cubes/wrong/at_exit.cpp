// expect: faulty | not_compilable; reason: one call|exit|end|static|variab|state
#include <cstdlib>

static long last = 0;

long sum_of_cubes(const std::vector<int>& values) {
    std::atexit([] { last = 0; });
    long total = 0;
    for (const long v : values) total += v * v * v;
    return total;
}
