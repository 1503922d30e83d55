std::complex<double> correlate(const std::vector<std::complex<double>>& a,
                               const std::vector<std::complex<double>>& b) {
    double real = 0, imaginary = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double p = a[i].real(), q = a[i].imag(), r = b[i].real(), s = b[i].imag();
        real += p * r + q * s;
        imaginary += p * s - q * r;
    }
    return {real, imaginary};
}
