// Attack: enters the kernel by another door, whose calls have other numbers.
// Blocked: the filter ends it.

#define _GNU_SOURCE
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    long result = -1;
    #if defined(__x86_64__)
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(2) : "memory");  // fork, by its number of 1992
    if (result == 0) _exit(0);
    #endif
    return result > 0;
}
