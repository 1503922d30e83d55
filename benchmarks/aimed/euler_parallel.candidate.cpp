bool has_euler_trail(int n, const std::vector<std::pair<int, int>>& bridges) {
    if (bridges.empty()) return true;
    // One 64-bit row of neighbours per island.
    std::vector<std::uint64_t> near(n, 0);
    std::uint64_t used = 0;
    for (const auto& b : bridges) {
        if (b.first != b.second) {
            near[b.first] |= std::uint64_t{1} << b.second;
            near[b.second] |= std::uint64_t{1} << b.first;
        }
        used |= (std::uint64_t{1} << b.first) | (std::uint64_t{1} << b.second);
    }
    std::uint64_t reached = std::uint64_t{1} << bridges[0].first;
    for (std::uint64_t open = reached; open != 0;) {
        const int v = __builtin_ctzll(open);
        open &= open - 1;
        open |= near[v] & ~reached;
        reached |= near[v];
    }
    if (reached != used) return false;
    int odd = 0;
    for (int v = 0; v < n; ++v) odd += __builtin_popcountll(near[v]) & 1;
    return odd <= 2;
}
