#include <cstddef>
#include <vector>

// Full convolution of two signals; `out` is replaced.
void convolve(const std::vector<double>& a, const std::vector<double>& b, std::vector<double>& out) {
    std::vector<double> result;
    if (!a.empty() && !b.empty()) {
        result.assign(a.size() + b.size() - 1, 0.0);
        for (std::size_t k = 0; k < result.size(); ++k) {
            for (std::size_t i = 0; i < a.size(); ++i) {
                if (k >= i && k - i < b.size()) {
                    result[k] += a[i] * b[k - i];
                }
            }
        }
    }
    out = result;
}
