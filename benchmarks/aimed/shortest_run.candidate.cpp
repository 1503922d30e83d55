std::size_t shortest_run(const std::vector<int>& changes, long long limit) {
    std::size_t best = 0;
    std::size_t left = 0;
    long long sum = 0;
    for (std::size_t right = 0; right < changes.size(); ++right) {
        sum += changes[right];
        while (sum >= limit) {
            const std::size_t length = right - left + 1;
            if (best == 0 || length < best) best = length;
            sum -= changes[left++];
        }
    }
    return best;
}
