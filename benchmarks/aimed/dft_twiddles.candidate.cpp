std::vector<Cx> dft(const std::vector<Cx>& in, bool inverse) {
    static std::vector<Cx> roots;
    const std::size_t n = in.size();
    if (roots.size() != n) {
        const double base = (inverse ? 2.0 : -2.0) * 3.14159265358979323846 / static_cast<double>(n);
        roots.resize(n);
        for (std::size_t k = 0; k < n; ++k) roots[k] = std::polar(1.0, base * static_cast<double>(k));
    }
    std::vector<Cx> out(n);
    for (std::size_t k = 0; k < n; ++k) {
        Cx sum(0.0, 0.0);
        std::size_t idx = 0;
        for (std::size_t j = 0; j < n; ++j) {
            sum += in[j] * roots[idx];
            idx += k;
            if (idx >= n) idx -= n;
        }
        out[k] = inverse ? sum / static_cast<double>(n) : sum;
    }
    return out;
}
