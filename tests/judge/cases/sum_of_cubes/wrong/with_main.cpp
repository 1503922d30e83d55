// expect: not_compilable; reason: main
#include <cstdio>

long sum_of_cubes(const std::vector<int>& values) {
    long total = 0;
    for (const long v : values) total += v * v * v;
    return total;
}

int main() {
    std::printf("12.5x faster\n");
    return 0;
}
