#include <unordered_map>
#include <utility>
#include <vector>

class Basket {
private:
    static int rest(int sum, int price) { return (int)((unsigned)sum - (unsigned)price); }

public:
    static std::pair<int, int> pair_worth(const std::vector<int> &prices, int sum) {
        std::unordered_map<int, int> first;
        for (int b = 0; b < (int)prices.size(); b++)
            first.emplace(prices[b], b);
        for (int a = 0; a < (int)prices.size(); a++) {
            auto found = first.find(Basket::rest(sum, prices[a]));
            if (found != first.end())
                return std::make_pair(a, found->second);
        }
        return std::make_pair(-1, -1);
    }
};
