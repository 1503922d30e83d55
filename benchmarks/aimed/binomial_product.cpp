#include <vector>

// Binomial coefficient for n up to 67 (all of these fit into 64 bits).
unsigned long long choose(unsigned n, unsigned k) {
    if (k > n) return 0;
    std::vector<unsigned long long> row(n + 1, 0);
    row[0] = 1;
    for (unsigned i = 1; i <= n; ++i) {
        for (unsigned j = i; j >= 1; --j) {
            row[j] += row[j - 1];
        }
    }
    return row[k];
}
