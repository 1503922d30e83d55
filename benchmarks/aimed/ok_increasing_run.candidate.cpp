#include <algorithm>

int longest_increasing(const std::vector<int>& v) {
    std::vector<int> tails;
    tails.reserve(v.size());
    for (int x : v) {
        const auto it = std::lower_bound(tails.begin(), tails.end(), x);
        if (it == tails.end())
            tails.push_back(x);
        else
            *it = x;
    }
    return static_cast<int>(tails.size());
}
