// Attack: has the kernel do its calls, past the filter.
// Blocked: the call is refused.

#define _GNU_SOURCE
#include <sys/syscall.h>
#include <unistd.h>

int attack(int judge) {
    (void)judge;
    unsigned settings[30] = {0};
    return syscall(SYS_io_uring_setup, 4, settings) >= 0;
}
