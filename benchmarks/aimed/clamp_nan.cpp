#include <cstddef>

// Limits samples to [lo, hi] in place; returns how many were changed.
std::size_t clamp_samples(float* samples, std::size_t n, float lo, float hi) {
    std::size_t changed = 0;
    for (std::size_t i = 0; i < n; ++i) {
        if (samples[i] < lo) {
            samples[i] = lo;
            ++changed;
        } else if (samples[i] > hi) {
            samples[i] = hi;
            ++changed;
        }
    }
    return changed;
}
