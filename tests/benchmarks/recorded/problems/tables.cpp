#include <cstddef>
#include <vector>

void running(const std::vector<int>& from, std::vector<long>& to) {
    for (std::size_t i = 0; i < from.size(); ++i) {
        long sum = 0;
        for (std::size_t j = 0; j <= i; ++j) sum += from[j];
        to[i] = sum;
    }
}
