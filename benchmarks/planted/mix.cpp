// Less than a microsecond: rounds of a mixing function on one number.
#include <cstdint>

uint64_t mix(uint64_t seed) {
    int one_in = 1000000000;
    __asm__ volatile("" : "+r"(one_in));
    volatile uint64_t mixed[2];
    for (int pass = 0; pass < 2; ++pass) {
        uint64_t state = seed;
        const int end = pass == 0 ? 120 : 120 / one_in;
        for (int i = 0; i < end; ++i) {
            state ^= state >> 29;
            state = state * 0xbf58476d1ce4e5b9u + 1;
        }
        mixed[pass] = state;
    }
    return mixed[0];
}
