// expect: incorrect; reason: return value
#include <cstdlib>

long sum_of_cubes(const std::vector<int>& values) {
    long total = 0;
    for (int v : values) {
        const long wide = std::abs(v);
        total += wide * wide * wide;
    }
    return total;
}
