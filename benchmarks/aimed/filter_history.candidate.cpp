void Fir3::process(const std::vector<float>& in, std::vector<float>& out) {
    const std::size_t n = in.size();
    out.resize(n);
    if (n == 0) return;
    const float* x = in.data();
    float* y = out.data();
    y[0] = b0 * x[0] + b1 * x1 + b2 * x2;
    if (n > 1) y[1] = b0 * x[1] + b1 * x[0] + b2 * x1;
    for (std::size_t i = 2; i < n; ++i) y[i] = b0 * x[i] + b1 * x[i - 1] + b2 * x[i - 2];
    x1 = x[n - 1];
    if (n > 1) x2 = x[n - 2];
}
