// expect: incorrect; reason: .
#include <unordered_map>

static std::pair<int, int> pair_worth(const std::vector<int> &prices, int sum) {
    std::unordered_map<unsigned, int> last;
    for (int b = 0; b < (int)prices.size(); b++)
        last[(unsigned)prices[b]] = b;
    for (int a = 0; a < (int)prices.size(); a++) {
        auto found = last.find((unsigned)sum - (unsigned)prices[a]);
        if (found != last.end())
            return std::make_pair(a, found->second);
    }
    return std::make_pair(-1, -1);
}
