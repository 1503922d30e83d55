// expect: incorrect; reason: return value
std::complex<double> correlate(const std::vector<std::complex<double>>& a,
                               const std::vector<std::complex<double>>& b) {
    std::complex<float> total = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        total += std::complex<float>(std::conj(a[i])) * std::complex<float>(b[i]);
    return total;
}
