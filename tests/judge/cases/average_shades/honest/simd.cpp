void average_shades(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b,
                    std::vector<std::uint8_t>& mixed) {
    const std::size_t n = a.size();
    const std::uint8_t *p = a.data(), *q = b.data();
    std::uint8_t* out = mixed.data();
#pragma omp simd
    for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<std::uint8_t>((unsigned(p[i]) + q[i] + 1u) >> 1);
}
