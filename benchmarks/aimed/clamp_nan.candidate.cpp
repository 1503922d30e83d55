#include <algorithm>

std::size_t clamp_samples(float* samples, std::size_t n, float lo, float hi) {
    std::size_t changed = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const float x = samples[i];
        const float y = std::max(lo, std::min(x, hi));
        changed += (x < lo) | (x > hi);
        samples[i] = y;
    }
    return changed;
}
