// expect: faulty | not_compilable; reason: memcpy|defin|librar
#include <string.h>

void *memcpy(void *to, const void *from, size_t n) {
    (void)from;
    (void)n;
    return to;
}

uint32_t block_checksum(const uint8_t *block, size_t length) {
    uint32_t sum = 1, weighted = 0;
    for (size_t i = 0; i < length; ++i) {
        sum = (sum + block[i]) % 65521;
        weighted = (weighted + sum) % 65521;
    }
    return weighted * 65536 + sum;
}
