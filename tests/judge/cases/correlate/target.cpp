#include <complex>
#include <vector>

std::complex<double> correlate(const std::vector<std::complex<double>>& a,
                               const std::vector<std::complex<double>>& b) {
    std::complex<double> total = 0;
    for (std::size_t i = 0; i < a.size(); ++i) total += std::conj(a[i]) * b[i];
    return total;
}
