// Two prices of a list that make a sum: the function is a member of a class.
#include <utility>
#include <vector>

class Basket {
public:
    static std::pair<int, int> pair_worth(const std::vector<int> &prices, int sum) {
        for (int a = 0; a < (int)prices.size(); a++) {
            for (int b = 0; b < (int)prices.size(); b++) {
                if (prices[a] + prices[b] == sum)
                    return std::make_pair(a, b);
            }
        }
        return std::make_pair(-1, -1);
    }
};
