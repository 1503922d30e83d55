std::uint64_t power_mod(std::uint64_t base, std::uint64_t exponent, std::uint64_t m) {
    typedef unsigned __int128 u128;
    std::uint64_t result = 1;
    base %= m;
    if ((m >> 32) == 0) {
        for (; exponent > 0; exponent >>= 1) {
            if (exponent & 1) result = result * base % m;
            base = base * base % m;
        }
        return result;
    }
    for (; exponent > 0; exponent >>= 1) {
        if (exponent & 1) result = static_cast<std::uint64_t>(static_cast<u128>(result) * base % m);
        base = static_cast<std::uint64_t>(static_cast<u128>(base) * base % m);
    }
    return result;
}
