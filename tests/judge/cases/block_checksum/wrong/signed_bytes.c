// expect: incorrect | faulty; reason: return value|overflow
uint32_t block_checksum(const uint8_t *block, size_t length) {
    const signed char *bytes = (const signed char *)block;
    int sum = 1, weighted = 0;
    for (size_t i = 0; i < length; ++i) {
        sum = (sum + bytes[i]) % 65521;
        weighted = (weighted + sum) % 65521;
    }
    return (uint32_t)weighted * 65536 + (uint32_t)sum;
}
