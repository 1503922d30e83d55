std::vector<std::uint32_t> add_limbs(const std::vector<std::uint32_t>& a,
                                     const std::vector<std::uint32_t>& b) {
    const std::uint32_t base = 1000000000u;
    const std::vector<std::uint32_t>& big = a.size() >= b.size() ? a : b;
    const std::vector<std::uint32_t>& small = a.size() >= b.size() ? b : a;
    std::vector<std::uint32_t> out(big);
    std::uint32_t carry = 0;
    std::size_t i = 0;
    for (; i < small.size(); ++i) {
        const std::uint32_t sum = big[i] + small[i] + carry;
        carry = sum >= base;
        out[i] = sum - (carry ? base : 0u);
    }
    if (carry) {
        if (i == out.size()) {
            out.push_back(1);
        } else if (++out[i] == base) {
            out[i] = 0;
            if (i + 1 == out.size())
                out.push_back(1);
            else
                ++out[i + 1];
        }
    }
    return out;
}
