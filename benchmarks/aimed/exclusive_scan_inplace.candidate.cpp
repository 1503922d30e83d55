long long exclusive_scan(const long long* in, long long* out, std::size_t n) {
    if (n == 0) return 0;
    const long long last = in[n - 1];
    out[0] = 0;
    for (std::size_t i = 1; i < n; ++i) {
        out[i] = out[i - 1] + in[i - 1];
    }
    return out[n - 1] + last;
}
