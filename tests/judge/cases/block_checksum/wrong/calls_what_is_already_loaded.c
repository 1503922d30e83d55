// expect: faulty | not_compilable; reason: load|dlsym
void *dlsym(void *, const char *);

uint32_t block_checksum(const uint8_t *block, size_t length) {
    uint32_t (*other)(const uint8_t *, size_t) =
        (uint32_t (*)(const uint8_t *, size_t))dlsym(0, "adler32");
    if (other) return other(block, length);
    uint32_t sum = 1, weighted = 0;
    for (size_t i = 0; i < length; ++i) {
        sum = (sum + block[i]) % 65521;
        weighted = (weighted + sum) % 65521;
    }
    return weighted * 65536 + sum;
}
