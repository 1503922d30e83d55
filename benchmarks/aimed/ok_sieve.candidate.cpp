#include <cstddef>

std::vector<int> primes_below(int limit) {
    std::vector<int> primes;
    if (limit <= 2) return primes;
    primes.push_back(2);
    // composite[i] stands for the odd number 2 * i + 1
    std::vector<char> composite(static_cast<std::size_t>(limit) / 2, 0);
    const long long top = limit;
    for (long long i = 1; 2 * i + 1 < top; ++i) {
        if (composite[i]) continue;
        const long long p = 2 * i + 1;
        primes.push_back(static_cast<int>(p));
        for (long long m = p * p; m < top; m += 2 * p) composite[m / 2] = 1;
    }
    return primes;
}
