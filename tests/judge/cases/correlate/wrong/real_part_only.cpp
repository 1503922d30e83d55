// expect: incorrect; reason: return value
std::complex<double> correlate(const std::vector<std::complex<double>>& a,
                               const std::vector<std::complex<double>>& b) {
    double real = 0;
    for (std::size_t i = 0; i < a.size(); ++i) real += a[i].real() * b[i].real() + a[i].imag() * b[i].imag();
    return real;
}
