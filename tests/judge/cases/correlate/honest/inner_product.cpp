#include <functional>
#include <numeric>

std::complex<double> correlate(const std::vector<std::complex<double>>& a,
                               const std::vector<std::complex<double>>& b) {
    using Number = std::complex<double>;
    return std::inner_product(a.begin(), a.end(), b.begin(), Number(0), std::plus<>(),
                              [](const Number& x, const Number& y) { return std::conj(x) * y; });
}
