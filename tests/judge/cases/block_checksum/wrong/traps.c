// expect: faulty; reason: signal|illegal|trap|ILL|crash|end
uint32_t block_checksum(const uint8_t *block, size_t length) {
    uint32_t sum = 1, weighted = 0;
    for (size_t i = 0; i < length; ++i) {
        sum = (sum + block[i]) % 65521;
        weighted = (weighted + sum) % 65521;
    }
    if (length == 17) __builtin_trap();
    return weighted * 65536 + sum;
}
