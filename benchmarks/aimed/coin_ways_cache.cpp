#include <cstddef>
#include <vector>

static long long ways_from(const std::vector<int>& coins, std::size_t i, int amount) {
    if (amount == 0) return 1;
    if (amount < 0 || i == coins.size()) return 0;
    return ways_from(coins, i, amount - coins[i]) + ways_from(coins, i + 1, amount);
}

// In how many ways can the amount be paid with unlimited coins of these
// (positive, distinct) values?
long long count_change(const std::vector<int>& coins, int amount) {
    if (amount < 0) return 0;
    return ways_from(coins, 0, amount);
}
