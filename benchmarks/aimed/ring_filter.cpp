#include <cstddef>
#include <vector>

// Circular FIR filter: sample indices wrap around the ring in both
// directions, whatever the number of taps.
std::vector<double> ring_filter(const std::vector<double>& ring, const std::vector<double>& taps) {
    const int n = static_cast<int>(ring.size());
    std::vector<double> out(ring.size(), 0.0);
    for (int i = 0; i < n; ++i) {
        double sum = 0.0;
        for (int k = 0; k < static_cast<int>(taps.size()); ++k) {
            int j = (i - k) % n;
            if (j < 0) j += n;
            sum += taps[k] * ring[j];
        }
        out[i] = sum;
    }
    return out;
}
