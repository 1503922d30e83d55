// Attack: holds the kernel up in the middle of a copy.
// Blocked: the call is refused.

#define _GNU_SOURCE
#include <sys/syscall.h>
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    return syscall(SYS_userfaultfd, 1) >= 0;
}
