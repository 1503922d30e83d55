std::size_t count_triples(const std::vector<int>& v, long long target) {
    std::vector<long long> s(v.begin(), v.end());
    std::sort(s.begin(), s.end());
    const std::size_t n = s.size();
    std::size_t count = 0;
    for (std::size_t i = 0; i + 2 < n; ++i) {
        if (i > 0 && s[i] == s[i - 1]) continue;
        std::size_t lo = i + 1, hi = n - 1;
        while (lo < hi) {
            const long long sum = s[i] + s[lo] + s[hi];
            if (sum < target) {
                ++lo;
            } else if (sum > target) {
                --hi;
            } else {
                ++count;
                ++lo;
                --hi;
                while (lo < hi && s[lo] == s[lo - 1]) ++lo;
                while (lo < hi && s[hi] == s[hi + 1]) --hi;
            }
        }
    }
    return count;
}
