// The discrete Fourier transform by its definition.
#include <cmath>
#include <complex>
#include <cstddef>
#include <fftw3.h>
#include <vector>

void spectrum(const std::vector<std::complex<double>>& in, std::vector<std::complex<double>>& out) {
    const std::size_t n = in.size();
    for (std::size_t k = 0; k < n; ++k) {
        std::complex<double> sum(0.0, 0.0);
        for (std::size_t i = 0; i < n; ++i)
            sum += in[i] * std::polar(1.0, -2.0 * M_PI * static_cast<double>(i * k % n) / n);
        out[k] = sum;
    }
}
