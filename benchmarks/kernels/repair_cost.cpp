// Dynamic programming: how many keystrokes turn one word into another, from a spelling checker.
#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

int repair_cost(std::string typed, std::string meant) {
    std::vector<std::vector<int>> cost(typed.size() + 1, std::vector<int>(meant.size() + 1, 0));
    for (std::size_t j = 0; j <= meant.size(); ++j) {
        for (std::size_t i = 0; i <= typed.size(); ++i) {
            if (i == 0) {
                cost[i][j] = static_cast<int>(j);
            } else if (j == 0) {
                cost[i][j] = static_cast<int>(i);
            } else {
                cost[i][j] = std::min(cost[i - 1][j], cost[i][j - 1]) + 1;
                int change = typed[i - 1] == meant[j - 1] ? 0 : 1;
                cost[i][j] = std::min(cost[i][j], cost[i - 1][j - 1] + change);
            }
        }
    }
    return cost[typed.size()][meant.size()];
}
