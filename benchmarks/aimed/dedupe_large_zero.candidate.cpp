std::size_t dedupe(std::uint32_t* v, std::size_t n) {
    std::size_t kept = 0;
    if (n <= 512) {
        for (std::size_t i = 0; i < n; ++i) {
            std::size_t j = 0;
            while (j < kept && v[j] != v[i]) ++j;
            if (j == kept) v[kept++] = v[i];
        }
        return kept;
    }
    std::size_t capacity = 1024;
    while (capacity < 2 * n) capacity *= 2;
    std::vector<std::uint32_t> table(capacity, 0);
    for (std::size_t i = 0; i < n; ++i) {
        const std::uint32_t x = v[i];
        std::size_t at = (x * 2654435761u) & (capacity - 1);
        while (table[at] != 0 && table[at] != x) at = (at + 1) & (capacity - 1);
        if (table[at] == 0) {
            table[at] = x;
            v[kept++] = x;
        }
    }
    return kept;
}
