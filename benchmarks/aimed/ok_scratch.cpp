#include <algorithm>
#include <vector>

std::vector<double> median_filter(const std::vector<double>& v, int radius) {
    std::vector<double> out(v.size());
    int n = static_cast<int>(v.size());
    if (radius < 0) radius = 0;
    if (radius > n) radius = n;
    for (int i = 0; i < n; ++i) {
        std::vector<double> window;
        for (int j = i - radius; j <= i + radius; ++j) {
            if (j >= 0 && j < n && v[j] == v[j]) window.push_back(v[j]);
        }
        std::sort(window.begin(), window.end());
        out[i] = window.empty() ? 0.0 : window[window.size() / 2];
    }
    return out;
}
