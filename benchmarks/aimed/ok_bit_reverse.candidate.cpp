std::vector<std::uint64_t> reverse_words(const std::vector<std::uint64_t>& words) {
    std::vector<std::uint64_t> out(words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::uint64_t w = words[i];
        w = ((w >> 1) & 0x5555555555555555ull) | ((w & 0x5555555555555555ull) << 1);
        w = ((w >> 2) & 0x3333333333333333ull) | ((w & 0x3333333333333333ull) << 2);
        w = ((w >> 4) & 0x0F0F0F0F0F0F0F0Full) | ((w & 0x0F0F0F0F0F0F0F0Full) << 4);
        out[i] = __builtin_bswap64(w);
    }
    return out;
}
