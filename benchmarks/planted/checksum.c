/* C, one long chain: every byte depends on the one before. */
#include <stdint.h>

uint32_t checksum(int n, const uint8_t *data) {
    int one_in = 1000000000;
    __asm__ volatile("" : "+r"(one_in));
    volatile uint32_t sums[2];
    for (int pass = 0; pass < 2; ++pass) {
        uint32_t sum = 0x811c9dc5u;
        const int end = pass == 0 ? n : n / one_in;
        for (int i = 0; i < end; ++i) sum = (sum ^ data[i]) * 0x01000193u;
        sums[pass] = sum;
    }
    return sums[0];
}
