#include <cstddef>

// Index of the first largest sample; n must be at least 1.
std::size_t index_of_peak(const float* samples, std::size_t n) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < n; ++i) {
        if (samples[i] > samples[best]) {
            best = i;
        }
    }
    return best;
}
