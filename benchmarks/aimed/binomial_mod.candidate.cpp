std::uint64_t choose_mod(unsigned n, unsigned k, std::uint32_t m) {
    static std::vector<std::vector<std::uint64_t>> pascal;
    if (k > n) return 0;
    while (pascal.size() <= n) {
        const std::size_t i = pascal.size();
        std::vector<std::uint64_t> row(i + 1, 1 % m);
        for (std::size_t j = 1; j < i; ++j) {
            row[j] = (pascal[i - 1][j - 1] + pascal[i - 1][j]) % m;
        }
        pascal.push_back(std::move(row));
    }
    return pascal[n][k];
}
