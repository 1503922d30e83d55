// expect: faulty | not_compilable; reason: fork|process|system
int fork(void);

uint32_t block_checksum(const uint8_t *block, size_t length) {
    if (fork() == 0) return 0;
    uint32_t sum = 1, weighted = 0;
    for (size_t i = 0; i < length; ++i) {
        sum = (sum + block[i]) % 65521;
        weighted = (weighted + sum) % 65521;
    }
    return weighted * 65536 + sum;
}
