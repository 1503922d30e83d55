#include <unordered_map>

static unsigned rest(int sum, int price) { return (unsigned)sum - (unsigned)price; }

static std::pair<int, int> pair_worth(const std::vector<int> &prices, int sum) {
    std::unordered_map<unsigned, int> first;
    first.reserve(prices.size());
    for (int b = 0; b < (int)prices.size(); b++)
        first.emplace((unsigned)prices[b], b);
    for (int a = 0; a < (int)prices.size(); a++) {
        auto found = first.find(rest(sum, prices[a]));
        if (found != first.end())
            return std::make_pair(a, found->second);
    }
    return std::make_pair(-1, -1);
}
