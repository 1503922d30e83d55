void smooth_three(const double* in, double* out, std::size_t n) {
    if (n == 0) return;
    out[0] = in[0];
    std::size_t i = 1;
    for (; i + 2 < n; i += 2) {
        const double mid = in[i] + in[i + 1];
        out[i] = (in[i - 1] + mid) / 3.0;
        out[i + 1] = (mid + in[i + 2]) / 3.0;
    }
    for (; i + 1 < n; ++i) out[i] = (in[i - 1] + in[i] + in[i + 1]) / 3.0;
    if (n > 1) out[n - 1] = in[n - 1];
}
