// expect: incorrect; reason: return value
template <class T>
T weighted_total(const std::vector<T>& values, const std::vector<T>& weights) {
    T total{};
    for (std::size_t i = 0; i < values.size() && weights[i] != T{}; ++i) total += values[i] * weights[i];
    return total;
}
