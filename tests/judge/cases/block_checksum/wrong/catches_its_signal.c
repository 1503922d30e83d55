// expect: faulty | not_compilable; reason: one call|signal|system|header|static|variab|state
#include <setjmp.h>
#include <signal.h>

static jmp_buf back;

static void caught(int number) { longjmp(back, number); }

uint32_t block_checksum(const uint8_t *block, size_t length) {
    uint32_t sum = 1, weighted = 0;
    signal(SIGSEGV, caught);
    if (setjmp(back) != 0) return weighted * 65536 + sum;
    for (size_t i = 0;; ++i) {
        if (i == length) return weighted * 65536 + sum;
        sum = (sum + block[i]) % 65521;
        weighted = (weighted + sum) % 65521;
    }
}
