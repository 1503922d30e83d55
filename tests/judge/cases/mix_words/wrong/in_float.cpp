// expect: incorrect | faulty; reason: the return value|outside the range
std::uint32_t mix_words(const std::vector<std::uint32_t>& words) {
    float low = 1, high = 0;
    for (std::uint32_t w : words) {
        low += static_cast<float>(w / 4u + w % 8u);
        high += low;
    }
    return static_cast<std::uint32_t>(static_cast<long>(high) ^ static_cast<long>(low) / 16);
}
