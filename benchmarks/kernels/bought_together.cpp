// Data mining: how often two articles are in the same basket, from a supermarket.
#include <cstddef>
#include <vector>

std::vector<std::vector<int>> bought_together(std::vector<std::vector<bool>> baskets) {
    const std::size_t articles = baskets.empty() ? 0 : baskets[0].size();
    std::vector<std::vector<int>> together(articles, std::vector<int>(articles, 0));
    for (std::size_t a = 0; a < articles; ++a) {
        for (std::size_t b = 0; b < articles; ++b) {
            for (std::size_t k = 0; k < baskets.size(); ++k) {
                if (baskets[k][a] && baskets[k][b]) together[a][b]++;
            }
        }
    }
    return together;
}
