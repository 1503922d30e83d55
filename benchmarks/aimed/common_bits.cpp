#include <cstddef>
#include <cstdint>
#include <vector>

struct Account {
    std::uint32_t id;
    std::uint64_t flags;
};

// Flags that every account has; no flags at all for an empty list.
std::uint64_t common_flags(const std::vector<Account>& accounts) {
    if (accounts.empty()) return 0;
    std::uint64_t common = accounts[0].flags;
    for (std::size_t i = 1; i < accounts.size(); ++i) {
        common &= accounts[i].flags;
    }
    return common;
}
