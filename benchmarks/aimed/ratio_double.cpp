#include <cstddef>
#include <vector>

struct Ratio {
    int won;
    int played;  // positive
};

// Index of the first largest ratio; the list is not empty.
std::size_t best_ratio(const std::vector<Ratio>& teams) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < teams.size(); ++i) {
        const long long a = static_cast<long long>(teams[i].won) * teams[best].played;
        const long long b = static_cast<long long>(teams[best].won) * teams[i].played;
        if (a > b) best = i;
    }
    return best;
}
