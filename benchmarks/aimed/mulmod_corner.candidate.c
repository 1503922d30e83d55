uint32_t mulmod(uint32_t a, uint32_t b, uint32_t m)
{
    if (m == 0)
        return 0;
    if (a <= 65536u && b <= 65536u)
        return a * b % m;
    return (uint32_t)((uint64_t)a * b % m);
}
