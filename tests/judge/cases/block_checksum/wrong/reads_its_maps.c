// expect: faulty | not_compilable; reason: file|open
#include <stdio.h>

uint32_t block_checksum(const uint8_t *block, size_t length) {
    FILE *maps = fopen("/proc/self/maps", "r");
    uint32_t sum = 1, weighted = 0;
    for (size_t i = 0; i < length; ++i) {
        sum = (sum + block[i]) % 65521;
        weighted = (weighted + sum) % 65521;
    }
    if (maps) fclose(maps);
    return weighted * 65536 + sum;
}
