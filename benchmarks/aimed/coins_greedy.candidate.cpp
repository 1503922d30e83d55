#include <algorithm>
#include <functional>

// Depth first over the coins in falling order, as many as fit of each; the
// first way that works out uses the largest coins.
static int pay_with(const std::vector<int>& coins, std::size_t i, int amount) {
    if (amount == 0) return 0;
    if (i == coins.size()) return -1;
    for (int k = amount / coins[i]; k >= 0; --k) {
        const int rest = pay_with(coins, i + 1, amount - k * coins[i]);
        if (rest >= 0) return k + rest;
    }
    return -1;
}

int fewest_coins(const std::vector<int>& coins, int amount) {
    std::vector<int> sorted(coins);
    std::sort(sorted.begin(), sorted.end(), std::greater<int>());
    return pay_with(sorted, 0, amount);
}
