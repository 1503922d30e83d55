void summarize(const std::vector<double>& sample, Summary& s) {
    const std::size_t n = sample.size();
    if (n == 0) return;
    double lo = sample[0], hi = sample[0], sum = sample[0];
    for (std::size_t i = 1; i < n; ++i) {
        const double x = sample[i];
        lo = x < lo ? x : lo;
        hi = x > hi ? x : hi;
        sum += x;
    }
    s.count = n;
    s.lowest = lo;
    s.highest = hi;
    s.mean = sum / static_cast<double>(n);
}
