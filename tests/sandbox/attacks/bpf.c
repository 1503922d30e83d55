// Attack: loads a program into the kernel.
// Blocked: the call is refused.

#define _GNU_SOURCE
#include <sys/syscall.h>
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    const unsigned map[18] = {2, 4, 4, 1};  // an array with one element
    return syscall(SYS_bpf, 0, map, sizeof map) >= 0;
}
