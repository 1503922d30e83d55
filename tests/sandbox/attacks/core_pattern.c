// Attack: makes the kernel start a program of its choice after a crash.
// Blocked: the setting cannot be opened for writing.

#define _GNU_SOURCE
#include <fcntl.h>

int attack(int judge) {
    (void)judge;
    return open("/proc/sys/kernel/core_pattern", O_WRONLY) >= 0;
}
