#include <cstddef>

// Three-point moving average; the two end points are kept.  May be used
// in place.
void smooth_three(const double* in, double* out, std::size_t n) {
    if (n == 0) return;
    double before = in[0];
    out[0] = in[0];
    for (std::size_t i = 1; i + 1 < n; ++i) {
        const double here = in[i];
        out[i] = (before + here + in[i + 1]) / 3.0;
        before = here;
    }
    if (n > 1) out[n - 1] = in[n - 1];
}
