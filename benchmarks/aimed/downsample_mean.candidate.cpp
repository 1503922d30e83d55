#include <algorithm>

std::vector<double> downsample_mean(const std::vector<double>& in, std::size_t factor) {
    const std::size_t n = in.size();
    const std::size_t groups = (n + factor - 1) / factor;
    const double scale = 1.0 / static_cast<double>(factor);
    std::vector<double> out(groups);
    const double* p = in.data();
    for (std::size_t g = 0; g < groups; ++g) {
        const std::size_t len = std::min(factor, n - g * factor);
        double sum = 0.0;
        for (std::size_t k = 0; k < len; ++k) sum += p[k];
        out[g] = sum * scale;
        p += len;
    }
    return out;
}
