#include <vector>

// Fewest coins for an amount, -1 if it cannot be paid.  Coin values are
// positive, each may be used any number of times.
int fewest_coins(const std::vector<int>& coins, int amount) {
    std::vector<int> best(amount + 1, -1);
    best[0] = 0;
    for (int a = 1; a <= amount; ++a) {
        for (int c : coins) {
            if (c > a || best[a - c] < 0) continue;
            if (best[a] < 0 || best[a - c] + 1 < best[a]) best[a] = best[a - c] + 1;
        }
    }
    return best[amount];
}
