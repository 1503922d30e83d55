// expect: incorrect; reason: the return value
std::uint32_t mix_words(const std::vector<std::uint32_t>& words) {
    std::uint16_t low = 1;
    std::uint32_t high = 0;
    for (std::uint32_t w : words) {
        low = static_cast<std::uint16_t>(low + (w >> 2) + (w & 7));
        high += low;
    }
    return high ^ low / 16u;
}
