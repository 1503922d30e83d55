std::vector<std::uint64_t> grey_histogram(const std::vector<std::uint8_t>& pixels) {
    std::vector<std::uint64_t> counts(256, 0);
    const std::size_t n = pixels.size();
    for (std::size_t begin = 0; begin < n; begin += 65536) {
        const std::size_t end = begin + 65536 < n ? begin + 65536 : n;
        std::uint16_t part[256] = {0};
        for (std::size_t i = begin; i < end; ++i) ++part[pixels[i]];
        for (int v = 0; v < 256; ++v) counts[v] += part[v];
    }
    return counts;
}
