std::uint64_t common_flags(const std::vector<Account>& accounts) {
    if (accounts.empty()) return 0;
    std::uint64_t common = ~0u;
    for (const Account& a : accounts) {
        common &= a.flags;
        if (common == 0) break;
    }
    return common;
}
