#include <cstddef>

// out[i] = in[0] + ... + in[i-1]; returns the total.  The output buffer may
// be the input buffer.
long long exclusive_scan(const long long* in, long long* out, std::size_t n) {
    long long sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const long long value = in[i];
        out[i] = sum;
        sum += value;
    }
    return sum;
}
