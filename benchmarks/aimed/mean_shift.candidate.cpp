std::int32_t mean_level(const std::int16_t* samples, std::size_t n) {
    if (n == 0) return 0;
    std::int64_t a = 0, b = 0, c = 0, d = 0;
    std::size_t i = 0;
    for (; i + 4 <= n; i += 4) {
        a += samples[i];
        b += samples[i + 1];
        c += samples[i + 2];
        d += samples[i + 3];
    }
    for (; i < n; ++i) a += samples[i];
    const std::int64_t sum = (a + b) + (c + d);
    if ((n & (n - 1)) == 0) {
        return static_cast<std::int32_t>(sum >> __builtin_ctzll(n));
    }
    return static_cast<std::int32_t>(sum / static_cast<std::int64_t>(n));
}
