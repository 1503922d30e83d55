#include <vector>

long double compound_growth(const std::vector<long double>& rates) {
    long double capital = 0;
    for (std::size_t i = 0; i < rates.size(); ++i) capital = capital * 0.75L + rates[i] / 3.0L;
    return capital;
}
