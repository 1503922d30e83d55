std::uint32_t mix_words(const std::vector<std::uint32_t>& words) {
    std::uint32_t low = 1, high = 0;
    for (const std::uint32_t w : words) {
        low += (w >> 2) + (w & 7u);
        high += low;
    }
    return high ^ (low >> 4);
}
