size_t next_set_bit(const uint64_t *words, size_t nbits, size_t from)
{
    if (from >= nbits)
        return nbits;
    size_t w = from / 64;
    const size_t last = (nbits - 1) / 64;
    uint64_t bits = words[w] & (~UINT64_C(0) << (from % 64));
    while (bits == 0) {
        if (w == last)
            return nbits;
        bits = words[++w];
    }
    return w * 64 + (size_t)__builtin_ctzll(bits);
}
