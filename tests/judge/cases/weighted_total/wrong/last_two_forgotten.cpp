// expect: incorrect; reason: return value
template <class T>
T weighted_total(const std::vector<T>& values, const std::vector<T>& weights) {
    T total{};
    for (std::size_t i = 0; i + 2 < values.size(); i += 3)
        total += values[i] * weights[i] + values[i + 1] * weights[i + 1] + values[i + 2] * weights[i + 2];
    return total;
}
