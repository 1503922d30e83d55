// expect: incorrect; reason: mixed
void average_shades(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b,
                    std::vector<std::uint8_t>& mixed) {
    std::vector<std::uint8_t> fresh(mixed.size());
    for (std::size_t i = 0; i < a.size(); ++i) fresh[i] = a[i] == b[i] ? 0 : (a[i] + b[i] + 1) / 2;
    mixed.swap(fresh);
}
