#include <algorithm>
#include <numeric>

std::vector<double> average_ranks(const std::vector<double>& v) {
    std::vector<std::size_t> order(v.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return v[a] < v[b]; });
    std::vector<double> ranks(v.size());
    for (std::size_t r = 0; r < order.size(); ++r) {
        if (r > 0 && v[order[r]] == v[order[r - 1]])
            ranks[order[r]] = ranks[order[r - 1]];
        else
            ranks[order[r]] = static_cast<double>(r + 1);
    }
    return ranks;
}
