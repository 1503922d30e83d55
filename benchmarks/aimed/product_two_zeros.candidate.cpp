std::vector<long long> product_except_self(const std::vector<int>& factors) {
    // Product of the non-zero factors; divide it again for each position.
    long long product = 1;
    bool has_zero = false;
    for (int f : factors) {
        if (f == 0)
            has_zero = true;
        else
            product *= f;
    }
    std::vector<long long> out(factors.size());
    for (std::size_t i = 0; i < factors.size(); ++i) {
        if (has_zero)
            out[i] = factors[i] == 0 ? product : 0;
        else
            out[i] = product / factors[i];
    }
    return out;
}
