bool decode64(const std::string& text, std::vector<std::uint8_t>& out) {
    out.clear();
    const std::size_t n = text.size();
    if (n % 4 != 0) return false;
    out.reserve(n / 4 * 3);
    for (std::size_t i = 0; i < n; i += 4) {
        const char c2 = text[i + 2], c3 = text[i + 3];
        int a = value_of(text[i]), b = value_of(text[i + 1]);
        int c = value_of(c2), d = value_of(c3);
        int pad = 0;
        if (i + 4 == n) {
            pad = (c2 == '=') + (c3 == '=');
            if (c2 == '=') c = 0;
            if (c3 == '=') d = 0;
        }
        if ((a | b | c | d) < 0) {
            return false;
        }
        std::uint32_t group = (std::uint32_t(a) << 18) | (std::uint32_t(b) << 12) | (std::uint32_t(c) << 6) | std::uint32_t(d);
        out.push_back(static_cast<std::uint8_t>(group >> 16));
        if (pad < 2) out.push_back(static_cast<std::uint8_t>(group >> 8));
        if (pad < 1) out.push_back(static_cast<std::uint8_t>(group));
    }
    return true;
}
