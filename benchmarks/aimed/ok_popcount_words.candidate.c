size_t bitmap_weight(const uint8_t *map, size_t nbits)
{
    size_t c = 0;
    while (nbits >= 64) {
        uint64_t w;
        memcpy(&w, map, 8);
        c += (size_t)__builtin_popcountll(w);
        map += 8;
        nbits -= 64;
    }
    while (nbits >= 8) {
        c += (size_t)__builtin_popcount(*map++);
        nbits -= 8;
    }
    if (nbits)
        c += (size_t)__builtin_popcount(*map & ((1u << nbits) - 1));
    return c;
}
