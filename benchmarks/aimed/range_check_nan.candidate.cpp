std::size_t count_out_of_range(const double* readings, std::size_t n, double lo, double hi) {
    std::size_t bad0 = 0, bad1 = 0;
    std::size_t i = 0;
    for (; i + 2 <= n; i += 2) {
        bad0 += static_cast<std::size_t>((readings[i] < lo) | (readings[i] > hi));
        bad1 += static_cast<std::size_t>((readings[i + 1] < lo) | (readings[i + 1] > hi));
    }
    if (i < n) bad0 += static_cast<std::size_t>((readings[i] < lo) | (readings[i] > hi));
    return bad0 + bad1;
}
