#include <vector>

long sum_of_cubes(const std::vector<int>& values) {
    long total = 0;
    for (int v : values) {
        const long wide = v;
        total += wide * wide * wide;
    }
    return total;
}
