double geometric_mean(const std::vector<double>& factors) {
    if (factors.empty()) return 1.0;
    // One power at the end instead of a logarithm per element.
    double product = 1.0;
    for (double f : factors) product *= f;
    return std::pow(product, 1.0 / static_cast<double>(factors.size()));
}
