uint64_t pages_touched(const struct extent *e, size_t n)
{
    uint64_t total = 0;
    for (const struct extent *s = e + n; e != s; e++) {
        if (e->len)
            total += ((e->off + e->len) >> 12) - (e->off >> 12) + 1;
    }
    return total;
}
