std::complex<double> correlate(const std::vector<std::complex<double>>& a,
                               const std::vector<std::complex<double>>& b) {
    const double* p = reinterpret_cast<const double*>(a.data());
    const double* q = reinterpret_cast<const double*>(b.data());
    double same = 0, other = 0, cross = 0, back = 0;
    for (std::size_t i = 0, n = 2 * a.size(); i < n; i += 2) {
        same += p[i] * q[i];
        other += p[i + 1] * q[i + 1];
        cross += p[i] * q[i + 1];
        back += p[i + 1] * q[i];
    }
    return {same + other, cross - back};
}
