// expect: incorrect | faulty | not_compilable; reason: block|const
uint32_t block_checksum(const uint8_t *block, size_t length) {
    uint8_t *own = (uint8_t *)block;
    uint32_t sum = 1, weighted = 0;
    for (size_t i = 0; i < length; ++i) {
        sum = (sum + own[i]) % 65521;
        weighted = (weighted + sum) % 65521;
        own[i] = 0;
    }
    return weighted * 65536 + sum;
}
