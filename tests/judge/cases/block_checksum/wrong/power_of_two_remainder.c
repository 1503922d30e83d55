// expect: incorrect; reason: return value
uint32_t block_checksum(const uint8_t *block, size_t length) {
    uint32_t sum = 1, weighted = 0;
    for (size_t i = 0; i < length; ++i) {
        sum = (sum + block[i]) & 0xFFFF;
        weighted = (weighted + sum) & 0xFFFF;
    }
    return weighted * 65536 + sum;
}
