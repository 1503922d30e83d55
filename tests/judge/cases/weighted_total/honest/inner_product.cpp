#include <numeric>

template <class T>
T weighted_total(const std::vector<T>& values, const std::vector<T>& weights) {
    return std::inner_product(values.begin(), values.end(), weights.begin(), T{});
}
