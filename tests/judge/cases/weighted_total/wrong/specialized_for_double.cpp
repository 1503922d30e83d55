// expect: incorrect | not_compilable | faulty; reason: return value|weighted_total|template|speciali
template <class T>
T weighted_total(const std::vector<T>& values, const std::vector<T>& weights) {
    T total{};
    for (std::size_t i = 0; i < values.size(); ++i) total += values[i] * weights[i];
    return total;
}

template <>
double weighted_total<double>(const std::vector<double>&, const std::vector<double>&) {
    return 0;
}
