#include <queue>
#include <utility>

std::vector<int> apportion_seats(const std::vector<long long>& votes, int seats) {
    long long total = 0;
    for (long long v : votes) total += v;
    std::vector<int> out(votes.size(), 0);
    if (total == 0) return out;
    std::priority_queue<std::pair<long long, std::size_t>> rest;
    int left = seats;
    for (std::size_t i = 0; i < votes.size(); ++i) {
        const long long share = votes[i] * seats;
        out[i] = static_cast<int>(share / total);
        rest.push({share % total, i});
        left -= out[i];
    }
    for (; left > 0; --left) {
        ++out[rest.top().second];
        rest.pop();
    }
    return out;
}
