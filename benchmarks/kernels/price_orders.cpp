// Search: the value of orders by a price list that is searched for each, from a shop.
#include <cstddef>
#include <string>
#include <vector>

struct Article {
    int number;
    int cents;
    std::string name;
};

long price_orders(std::vector<Article> articles, std::vector<int> ordered) {
    long total = 0;
    for (std::size_t o = 0; o < ordered.size(); ++o) {
        bool found = false;
        for (std::size_t a = 0; a < articles.size(); ++a) {
            Article article = articles[a];
            if (article.number == ordered[o] && !found) {
                total += article.cents;
                found = true;
            }
        }
    }
    return total;
}
