std::uint64_t round_up_capacity(std::uint64_t wanted) {
    const std::uint64_t limit = std::uint64_t{1} << 63;
    if (wanted <= 1) return 1;
    if (wanted > limit) return limit;
    std::uint64_t v = wanted - 1;
    v |= v >> 1;
    v |= v >> 2;
    v |= v >> 4;
    v |= v >> 8;
    v |= v >> 16;
    return v + 1;
}
