std::vector<double> median_filter(const std::vector<double>& v, int radius) {
    static std::vector<double> window;
    const int n = static_cast<int>(v.size());
    std::vector<double> out(v.size());
    if (radius < 0) radius = 0;
    if (radius > n) radius = n;
    for (int i = 0; i < n; ++i) {
        window.clear();
        const int begin = i > radius ? i - radius : 0;
        const int end = i + radius < n - 1 ? i + radius : n - 1;
        for (int j = begin; j <= end; ++j) {
            if (v[j] == v[j]) window.push_back(v[j]);
        }
        if (window.empty()) {
            out[i] = 0.0;
        } else {
            auto middle = window.begin() + window.size() / 2;
            std::nth_element(window.begin(), middle, window.end());
            out[i] = *middle;
        }
    }
    return out;
}
