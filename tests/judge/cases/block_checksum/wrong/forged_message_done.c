// expect: faulty | not_compilable; reason: out of turn|file|write|system
#include <string.h>

long write(int, const void *, unsigned long);

uint32_t block_checksum(const uint8_t *block, size_t length) {
    struct {
        char tag[8];
        uint64_t value;
    } word = {"done", 0};
    if (write(3, &word, sizeof word) < 0) return 0;
    uint32_t sum = 1, weighted = 0;
    for (size_t i = 0; i < length; ++i) {
        sum = (sum + block[i]) % 65521;
        weighted = (weighted + sum) % 65521;
    }
    return weighted * 65536 + sum;
}
