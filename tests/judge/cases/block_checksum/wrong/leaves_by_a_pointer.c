// expect: faulty | not_compilable; reason: exit|process
#include <stdlib.h>

uint32_t block_checksum(const uint8_t *block, size_t length) {
    void (*const leave)(int) = exit;
    if (length > 40) leave(0);
    uint32_t sum = 1, weighted = 0;
    for (size_t i = 0; i < length; ++i) {
        sum = (sum + block[i]) % 65521;
        weighted = (weighted + sum) % 65521;
    }
    return weighted * 65536 + sum;
}
