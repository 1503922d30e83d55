long sym_find(const struct sym *tab, size_t n, uint32_t addr)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        uint32_t a = tab[mid].addr;
        if (a == addr)
            return (long)mid;
        if (a < addr)
            lo = mid + 1;
        else
            hi = mid;
    }
    return -1;
}
