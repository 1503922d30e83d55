// expect: incorrect; reason: the return value
std::uint32_t mix_words(const std::vector<std::uint32_t>& words) {
    std::uint32_t low = 0, high = 0;
    for (std::uint32_t w : words) high += low += w / 4u + w % 8u;
    return high ^ low / 16u;
}
