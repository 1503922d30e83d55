uint32_t br_read(struct bitreader *br, unsigned n)
{
    if (n > 32)
        n = 32;
    if (n == 0)
        return 0;
    size_t byte = br->bitpos >> 3;
    unsigned off = br->bitpos & 7;
    uint32_t w = 0;
    for (unsigned k = 0; k < 4; k++)
        w = (w << 8) | (byte + k < br->size ? br->data[byte + k] : 0);
    br->bitpos += n;
    return (w << off) >> (32 - n);
}
