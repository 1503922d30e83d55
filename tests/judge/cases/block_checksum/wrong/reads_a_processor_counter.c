// expect: faulty | not_compilable; reason: clock|counter|tsc|time
#include <x86intrin.h>

uint32_t block_checksum(const uint8_t *block, size_t length) {
    unsigned processor;
    unsigned long long start = __rdtscp(&processor);
    uint32_t sum = 1, weighted = 0;
    for (size_t i = 0; i < length; ++i) {
        sum = (sum + block[i]) % 65521;
        weighted = (weighted + sum) % 65521;
    }
    return __rdtscp(&processor) == start ? 0 : weighted * 65536 + sum;
}
