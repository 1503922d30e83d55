#include <vector>

// All primes below a limit, in increasing order.
std::vector<int> primes_below(int limit) {
    std::vector<int> primes;
    for (int n = 2; n < limit; ++n) {
        bool prime = true;
        for (int d = 2; static_cast<long long>(d) * d <= n; ++d) {
            if (n % d == 0) {
                prime = false;
                break;
            }
        }
        if (prime) primes.push_back(n);
    }
    return primes;
}
