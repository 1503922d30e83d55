#include <cstddef>
#include <vector>

template <class T>
T weighted_total(const std::vector<T>& values, const std::vector<T>& weights) {
    T one{}, two{};
    const std::size_t n = values.size();
    std::size_t i = 0;
    for (; i + 2 <= n; i += 2) {
        one += values[i] * weights[i];
        two += values[i + 1] * weights[i + 1];
    }
    if (i < n) one += values[i] * weights[i];
    return one + two;
}

template double weighted_total<double>(const std::vector<double>&, const std::vector<double>&);
