std::vector<std::uint8_t> rle_pack(const std::uint8_t* data, std::size_t n) {
    std::vector<std::uint8_t> out;
    out.reserve(n / 2 + 2);
    std::size_t i = 0;
    while (i < n) {
        const std::uint8_t value = data[i];
        std::size_t j = i + 1;
        while (j < n && data[j] == value) ++j;
        std::size_t run = j - i;
        for (; run >= 255; run -= 255) {
            out.push_back(255);
            out.push_back(value);
        }
        out.push_back(static_cast<std::uint8_t>(run));
        out.push_back(value);
        i = j;
    }
    return out;
}
