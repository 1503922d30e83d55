double Series::quantile(double q) const {
    static std::vector<double> sorted;
    static const Series* owner = nullptr;
    if (values.empty() || !(q >= 0.0 && q <= 1.0)) return 0.0;
    if (owner != this || sorted.size() != values.size()) {
        sorted = values;
        std::sort(sorted.begin(), sorted.end());
        owner = this;
    }
    return sorted[static_cast<std::size_t>(q * (sorted.size() - 1))];
}
