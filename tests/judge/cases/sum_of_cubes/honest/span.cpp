#include <span>

long sum_of_cubes(const std::vector<int>& values) {
    long total = 0;
    for (const std::span<const int> view(values); const int v : view) total += static_cast<long>(v) * v * v;
    return total;
}
