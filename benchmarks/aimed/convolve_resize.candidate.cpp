void convolve(const std::vector<double>& a, const std::vector<double>& b, std::vector<double>& out) {
    if (a.empty() || b.empty()) {
        out.clear();
        return;
    }
    out.resize(a.size() + b.size() - 1, 0.0);
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double f = a[i];
        double* dst = out.data() + i;
        for (std::size_t j = 0; j < b.size(); ++j) dst[j] += f * b[j];
    }
}
