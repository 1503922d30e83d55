#include <cmath>
#include <complex>
#include <cstddef>
#include <vector>

typedef std::complex<double> Cx;

// Discrete Fourier transform (scaled by 1/n when going back).
std::vector<Cx> dft(const std::vector<Cx>& in, bool inverse) {
    const std::size_t n = in.size();
    const double pi = 3.14159265358979323846;
    std::vector<Cx> out(n);
    for (std::size_t k = 0; k < n; ++k) {
        Cx sum(0.0, 0.0);
        for (std::size_t j = 0; j < n; ++j) {
            const double angle = 2.0 * pi * static_cast<double>((j * k) % n) / static_cast<double>(n);
            sum += in[j] * std::polar(1.0, inverse ? angle : -angle);
        }
        out[k] = inverse ? sum / static_cast<double>(n) : sum;
    }
    return out;
}
