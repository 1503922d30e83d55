// expect: incorrect | faulty; reason: the return value|overflow
std::uint32_t mix_words(const std::vector<std::uint32_t>& words) {
    std::uint32_t low = 1, high = 0;
    for (std::uint32_t w : words) {
        const int v = static_cast<int>(w);
        low += static_cast<std::uint32_t>(v / 4 + v % 8);
        high += low;
    }
    return high ^ low / 16u;
}
