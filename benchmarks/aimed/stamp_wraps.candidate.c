int distinct_bytes(const uint8_t *p, size_t n)
{
    static uint8_t seen[256];
    static uint8_t stamp;
    int count = 0;
    stamp++;
    for (size_t i = 0; i < n; i++) {
        count += seen[p[i]] != stamp;
        seen[p[i]] = stamp;
    }
    return count;
}
