std::uint32_t mix_words(const std::vector<std::uint32_t>& words) {
    const std::uint32_t n = static_cast<std::uint32_t>(words.size());
    std::uint32_t low = 1, high = n;
    for (std::uint32_t i = 0; i < n; ++i) {
        const std::uint32_t v = (words[i] >> 2) + (words[i] & 7u);
        low += v;
        high += v * (n - i);
    }
    return high ^ (low >> 4);
}
