void to_lower(std::string& s) {
    char* p = &s[0];
    std::size_t n = s.size(), i = 0;
    for (; i + 8 <= n; i += 8) {
        std::uint64_t w;
        std::memcpy(&w, p + i, 8);
        std::uint64_t low = w & 0x7F7F7F7F7F7F7F7Full;
        std::uint64_t from = low + 0x3F3F3F3F3F3F3F3Full;
        std::uint64_t beyond = low + 0x2525252525252525ull;
        std::uint64_t upper = (from & ~beyond) & 0x8080808080808080ull;
        w |= upper >> 2;
        std::memcpy(p + i, &w, 8);
    }
    for (; i < n; ++i) {
        if (p[i] >= 'A' && p[i] <= 'Z') p[i] = static_cast<char>(p[i] + 32);
    }
}
