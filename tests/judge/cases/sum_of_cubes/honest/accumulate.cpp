#include <numeric>

long sum_of_cubes(const std::vector<int>& values) {
    return std::accumulate(values.begin(), values.end(), 0L,
                           [](long sum, long v) { return sum + v * v * v; });
}
