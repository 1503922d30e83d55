#include <algorithm>

std::vector<int> sliding_max(const std::vector<int>& v, std::size_t width) {
    const std::size_t n = v.size();
    if (n < width) return {};
    // Block-wise running maxima from the left and from the right.
    std::vector<int> left(n), right(n);
    int run = 0;
    for (std::size_t i = 0; i < n; ++i) {
        if (i % width == 0) run = 0;
        run = std::max(run, v[i]);
        left[i] = run;
    }
    for (std::size_t i = n; i-- > 0;) {
        right[i] = (i + 1 == n || (i + 1) % width == 0) ? v[i] : std::max(right[i + 1], v[i]);
    }
    std::vector<int> out(n - width + 1);
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = std::max(right[i], left[i + width - 1]);
    }
    return out;
}
