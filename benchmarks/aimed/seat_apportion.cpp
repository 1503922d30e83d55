#include <cstddef>
#include <vector>

// Largest remainder method.  Equal remainders favour the earlier list.
std::vector<int> apportion_seats(const std::vector<long long>& votes, int seats) {
    long long total = 0;
    for (long long v : votes) total += v;
    std::vector<int> out(votes.size(), 0);
    if (total == 0) return out;
    std::vector<long long> rest(votes.size());
    int left = seats;
    for (std::size_t i = 0; i < votes.size(); ++i) {
        out[i] = static_cast<int>(votes[i] * seats / total);
        rest[i] = votes[i] * seats % total;
        left -= out[i];
    }
    for (; left > 0; --left) {
        std::size_t best = 0;
        for (std::size_t i = 1; i < rest.size(); ++i) {
            if (rest[i] > rest[best]) best = i;
        }
        ++out[best];
        rest[best] = -1;
    }
    return out;
}
