// expect: incorrect; reason: return value
template <class T>
T weighted_total(const std::vector<T>& values, const std::vector<T>& weights) {
    float total = 0;
    for (std::size_t i = 0; i < values.size(); ++i) total += static_cast<float>(values[i] * weights[i]);
    return static_cast<T>(total);
}
