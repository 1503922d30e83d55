bool is_permutation_of_indices(const std::vector<int>& v) {
    // Needs no extra memory: compare sum and xor with those of 0 .. n-1.
    const long long n = static_cast<long long>(v.size());
    long long sum = 0, mix = 0;
    for (long long i = 0; i < n; ++i) {
        const int x = v[static_cast<std::size_t>(i)];
        if (x < 0 || x >= n) return false;
        sum += x - i;
        mix ^= x ^ i;
    }
    return sum == 0 && mix == 0;
}
